import type { RunRequest } from '../protocol/request.ts';
import type { Cancellation } from './cancellation.ts';
import type { Emitter } from './emitter.ts';
import type { Foreground } from './foreground.ts';
import type { Work } from './load-work.ts';
import type { Results } from './results.ts';
import type { GivenTask } from './worker-job.ts';

/** What a model gets of the run that it carries out. */
export interface ModelRun {
  readonly request: RunRequest;
  /** The tasks, with their inputs. */
  readonly tasks: readonly GivenTask[];
  /** The user's own work, where the tasks are that. */
  readonly work?: Work;
  /** What of an input is to be moved to a thread, where the user's work says so and the model can. */
  readonly transfer?: (input: unknown) => unknown;
  /** Nanoseconds on the monotonic clock. */
  readonly epoch: bigint;
  readonly emitter: Emitter;
  readonly cancellation: Cancellation;
  readonly foreground: Foreground;
  /** Takes the results of tasks as they come. */
  readonly results: Results;
}

/**
 * Carries out all tasks of a request under one concurrency model: starts the workers, has each
 * task executed once, and tells of every task that will not come to its own end. Resolves when
 * all is done and every worker is gone.
 */
export type RunModel = (run: ModelRun) => Promise<void>;

/** What the file of a model exports. */
export interface ModelModule {
  readonly run: RunModel;
  /** How its workers come to the inputs: they have them, get copies, or get copies but for what is to be moved. */
  readonly inputs: 'shared' | 'copied' | 'moved';
  /** Only so many of its workers as the request says may live at once. */
  readonly oneWorkerATask?: true;
}
