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

/** What such a worker says when its task has come to an end that it told itself. */
export const done = 'done';

/** Grace in ms that a worker gets to end by itself, when its task is done, before it is ended. */
export const exitGrace = 200;
