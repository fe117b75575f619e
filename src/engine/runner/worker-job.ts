import type { TaskSpec } from '../../tasks/task.ts';

/** What a worker has to know to write its own events. Survives structured clone and JSON. */
export interface WorkerJob {
  readonly id: string;
  /** Path of the event pipe. */
  readonly events: string;
  /** The run's epoch in nanoseconds, decimal digits. */
  readonly epoch: string;
  /** When the worker was asked for, µs since the epoch. */
  readonly askedAt: number;
}

/** What a worker that lives for one task gets. */
export interface TaskJob extends WorkerJob {
  readonly task: TaskSpec;
}

/** What a thread of a pool gets. */
export interface PoolThreadData extends WorkerJob {
  /** Through which it is told to stop. */
  readonly cell: Int32Array<SharedArrayBuffer>;
}

/** What a process, or a worker of a pool, says when it begins. */
export const ready = 'ready';

/** What a worker says when its task has come to an end that it told itself. */
export const done = 'done';

/** What a worker of a pool is told when there are no more tasks. */
export const end = 'end';

/** What is said to a worker of a pool. */
export type PoolMessage = { readonly task: TaskSpec } | typeof end;

/** Grace in ms that a worker gets to end by itself, when its task is done, before it is ended. */
export const exitGrace = 200;
