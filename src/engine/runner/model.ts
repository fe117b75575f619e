import type { RunRequest } from '../protocol/request.ts';
import type { Cancellation } from './cancellation.ts';
import type { Emitter } from './emitter.ts';
import type { Foreground } from './foreground.ts';

/** What a model gets of the run that it carries out. */
export interface ModelRun {
  readonly request: RunRequest;
  /** Nanoseconds on the monotonic clock. */
  readonly epoch: bigint;
  readonly emitter: Emitter;
  readonly cancellation: Cancellation;
  readonly foreground: Foreground;
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
  /** Only so many of its workers as the request says may live at once. */
  readonly oneWorkerATask?: true;
}
