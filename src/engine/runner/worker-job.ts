import type { TaskSpec } from '../../tasks/task.ts';
import type { WorkFile } from '../../tasks/work-file.ts';

/** A task as a worker gets it, with its input as that is. */
export interface GivenTask extends Partial<Pick<TaskSpec, 'task' | 'module' | 'background'>> {
  readonly id: number;
  readonly input: unknown;
  /** About how many bytes the input takes on its way, where that is known. */
  readonly inputBytes?: number;
  /** When it was handed over, µs since the epoch; absent on the runner's own loop. */
  readonly sentAt?: number;
}

/** What a worker has to know to write its own events. Survives structured clone and JSON. */
export interface WorkerJob {
  readonly id: string;
  /** Path of the event pipe. */
  readonly events: string;
  /** The run's epoch in nanoseconds, decimal digits. */
  readonly epoch: string;
  /** When the worker was asked for, µs since the epoch. */
  readonly askedAt: number;
  /** The user's file that has the task; absent where the tasks say themselves which they are. */
  readonly work?: Pick<WorkFile, 'path' | 'name'>;
}

/** What a worker that lives for one task gets. */
export interface TaskJob extends WorkerJob {
  readonly task: GivenTask;
}

/** What a thread of a pool gets. */
export interface PoolThreadData extends WorkerJob {
  /** Through which it is told to stop. */
  readonly cell: Int32Array<SharedArrayBuffer>;
}

/** What a process, or a worker of a pool, says when it begins. Tasks may speak too, so that words are lanes' own. */
export const ready = 'lanes: ready';

/** What a worker says when its task has come to an end that it told itself. */
export const done = 'lanes: done';

/** What a worker says when it has nothing left to do. */
export const over = 'lanes: over';

/** What a worker of a pool is told when there are no more tasks. */
export const end = 'lanes: end';

/** What is said to a worker of a pool. */
export type PoolMessage = { readonly task: GivenTask } | typeof end;

/** What a worker says; of a task that has a result, that it is done is said with it. */
export type Said = typeof ready | typeof done | typeof over | Done | Unreadable;

interface Done {
  readonly word: typeof done;
  readonly result: unknown;
}

/** What was said cannot be read; why. */
interface Unreadable {
  readonly unreadable: string;
}

/** Grace in ms that a worker gets to end by itself, when it has nothing left to do, before it is ended. */
export const exitGrace = 200;

/** The same, in ms, when its result is there: it may still have to tell so, and the user's `teardown` to be called. */
export const overGrace = 5_000;

/** What the end of a task came with: a result, nothing, or why what it came with cannot be read; undefined for other words. */
export function endOf(said: Said): { readonly result?: unknown } | Unreadable | undefined {
  if (said === done) return {};
  if (typeof said !== 'object' || said === null) return undefined;
  return 'unreadable' in said || said.word === done ? said : undefined;
}
