import type { Json } from '../../tasks/task.ts';
import type { EventOf } from '../protocol.ts';
import { maxBytes } from './shorter.ts';
import type { GivenTask } from './worker-job.ts';

/** A task that has begun, as far as that is told of it. */
export type BegunTask = Pick<GivenTask, 'id' | 'sentAt' | 'inputBytes'>;

/** What a task told of itself besides its result. */
export interface Told {
  measured?: Json;
  unsuccessful?: string;
}

/** A task that has come to its end, as `tasks-ran` has it: {@link lines}. */
type Ran = readonly number[];

/**
 * Starts and ends of a worker's tasks that are not told yet. Those that came to their ends one after the
 * other are told in one line.
 */
export class KeptTasks {
  readonly #lines: string[] = [];
  #ran: Ran[] = [];
  #worker = '';
  #begun: BegunTask | undefined;
  #startedAt = 0;

  /** How many tasks came to their ends. */
  count = 0;

  start(worker: string, task: BegunTask, at: number): void {
    if (this.#begun !== undefined || worker !== this.#worker) this.#close();
    this.#worker = worker;
    this.#begun = task;
    this.#startedAt = at;
  }

  /** Of a task that told nothing of itself. */
  end(worker: string, task: number, at: number): void {
    this.count += 1;
    const begun = this.#begun;
    if (begun?.id === task && worker === this.#worker) {
      this.#begun = undefined;
      this.#ran.push(ranOf(begun, this.#startedAt, at));
      return;
    }
    this.#close();
    this.#lines.push(`${JSON.stringify({ type: 'task-finished', at, worker, task })}\n`);
  }

  /** The lines of all that was kept, which is kept no longer. */
  take(): string[] {
    this.#close();
    this.count = 0;
    return this.#lines.splice(0);
  }

  /** What comes next does not go on with the line of those before it. */
  #close(): void {
    if (this.#ran.length > 0) this.#lines.push(...linesOf(this.#worker, this.#ran));
    this.#ran = [];
    if (this.#begun === undefined) return;
    this.#lines.push(`${JSON.stringify(startOf(this.#worker, this.#begun, this.#startedAt))}\n`);
    this.#begun = undefined;
  }
}

/** The event of a task's start. */
export function startOf(worker: string, task: BegunTask, at: number): EventOf<'task-started'> {
  const { id, sentAt, inputBytes } = task;
  const handed = sentAt === undefined ? undefined : { sentAt, ...(inputBytes !== undefined && { inputBytes }) };
  return { type: 'task-started', at, worker, task: id, ...handed };
}

function ranOf({ id, sentAt, inputBytes }: BegunTask, startedAt: number, at: number): Ran {
  if (sentAt === undefined) return [id, startedAt, at];
  return inputBytes === undefined ? [id, startedAt, at, sentAt] : [id, startedAt, at, sentAt, inputBytes];
}

function linesOf(worker: string, tasks: readonly Ran[]): string[] {
  const line = `${JSON.stringify({ type: 'tasks-ran', worker, tasks })}\n`;
  if (line.length <= maxBytes || tasks.length < 2) return [line];
  const half = tasks.length >> 1;
  return [...linesOf(worker, tasks.slice(0, half)), ...linesOf(worker, tasks.slice(half))];
}
