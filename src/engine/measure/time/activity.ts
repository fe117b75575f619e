import type { WaitKind } from '../../protocol.ts';

/** A span, µs. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A span in which one task of a worker waited. */
export interface TaskWait extends Span {
  readonly task: number;
  readonly kind: WaitKind;
}

/** The time in which a worker had at least one task under way, µs, each instant counted once. */
export interface Activity {
  /** At least one of its tasks was not in a wait: it ran, or could have. */
  readonly busy: number;
  /** All its tasks were waiting at once. */
  readonly waiting: Readonly<Record<WaitKind, number>>;
}

/** Where tasks wait for different things at once, the first of these that any of them waits for. */
const precedence: readonly WaitKind[] = ['gil', 'io', 'sleep'];

interface Change {
  readonly at: number;
  readonly task: number;
  /** A wait of this kind begins or ends; without one, the task itself does. */
  readonly kind?: WaitKind;
  readonly by: 1 | -1;
}

/**
 * Sweeps over a worker's tasks and waits. On an event loop many tasks wait at once: the loop only
 * waits while all of them do, however long the sum of their waits.
 */
export function activityOf(tasks: ReadonlyMap<number, Span>, waits: readonly TaskWait[]): Activity {
  const changes: Change[] = [];
  for (const [task, span] of tasks) push(changes, span, { task });
  for (const { task, kind, from, to } of waits) {
    const own = tasks.get(task);
    if (own !== undefined) push(changes, { from: Math.max(from, own.from), to: Math.min(to, own.to) }, { task, kind });
  }
  changes.sort((a, b) => a.at - b.at);

  let busy = 0;
  const waiting = { sleep: 0, io: 0, gil: 0 };
  const open = new OpenSpans();
  let since = 0;
  for (const change of changes) {
    const elapsed = change.at - since;
    const kind = open.waitedFor();
    if (kind !== undefined) waiting[kind] += elapsed;
    else if (open.tasks > 0) busy += elapsed;
    open.apply(change);
    since = change.at;
  }
  return { busy, waiting };
}

/** What is open at one instant of the sweep. */
class OpenSpans {
  tasks = 0;
  #waitingTasks = 0;
  readonly #waitsOf = new Map<number, number>();
  readonly #waits = { sleep: 0, io: 0, gil: 0 };

  /** What the worker waits for: undefined while it has no task, or one that does not wait. */
  waitedFor(): WaitKind | undefined {
    if (this.tasks === 0 || this.#waitingTasks < this.tasks) return undefined;
    return precedence.find((kind) => this.#waits[kind] > 0);
  }

  apply({ task, kind, by }: Change): void {
    if (kind === undefined) {
      this.tasks += by;
      return;
    }
    const before = this.#waitsOf.get(task) ?? 0;
    this.#waitsOf.set(task, before + by);
    this.#waits[kind] += by;
    if (before === 0 || before + by === 0) this.#waitingTasks += by;
  }
}

function push(changes: Change[], { from, to }: Span, change: Omit<Change, 'at' | 'by'>): void {
  if (to > from) changes.push({ ...change, at: from, by: 1 }, { ...change, at: to, by: -1 });
}
