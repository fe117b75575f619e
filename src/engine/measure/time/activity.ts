import { noWaits } from '../../lane/lane.ts';
import type { WaitKind } from '../../protocol.ts';
import type { TaskTimeline } from './timeline.ts';
import { type Span, waitKinds } from './waits.ts';

/** The time in which a worker had at least one task under way, µs, each instant counted once. */
export interface Activity {
  /** At least one of its tasks was not in a wait: it ran, or could have. */
  readonly busy: number;
  /** All its tasks were waiting at once; or one for its output, as the worker itself is blocked then. */
  readonly waiting: Readonly<Record<WaitKind, number>>;
}

interface Change {
  readonly at: number;
  /** A task begins or ends, or a wait of this kind. */
  readonly of: WaitKind | 'task';
  readonly by: 1 | -1;
}

/**
 * Sweeps over a worker's tasks and their waits. On an event loop many tasks wait at once: the loop
 * only waits while all of them do, however long the sum of their waits.
 */
export function activityOf(tasks: readonly Omit<TaskTimeline<unknown>, 'task' | 'holds'>[]): Activity {
  const changes: Change[] = [];
  for (const task of tasks) {
    push(changes, 'task', task);
    for (const wait of task.waits) push(changes, wait.kind, wait);
  }
  changes.sort((a, b) => a.at - b.at);

  let busy = 0;
  const waiting = { ...noWaits };
  const open = { task: 0, ...noWaits };
  let since = 0;
  for (const { at, of, by } of changes) {
    const waits = open.sleep + open.io + open.gil + open.output;
    const kind = waitKinds.find((each) => open[each] > 0);
    if (open.task > waits && open.output === 0) busy += at - since;
    else if (kind !== undefined) waiting[kind] += at - since;
    open[of] += by;
    since = at;
  }
  return { busy, waiting };
}

function push(changes: Change[], of: Change['of'], { from, to }: Span): void {
  changes.push({ at: from, of, by: 1 }, { at: to, of, by: -1 });
}
