/**
 * The types of a task that lanes runs, for files that import them: `import type { Task } from 'lanes'`.
 * Nothing here exists at run time; a function that knows none of it is a task too.
 */

/** What a task can do beside computing; the second argument of a task. `Setup` is what `setup` gives. */
export interface Lane<Setup = undefined> {
  /** Puts a line into the lane, stamped now. */
  print(line: string): void;
  /** Tells how far the task is. Cheap enough for a loop. */
  progress(done: number, total: number): void;
  /**
   * Waits, in ms. Blocks the worker where the model gives each task its own, is a timer where tasks
   * share an event loop. Rejects when the run is stopped.
   */
  sleep(ms: number): Promise<void>;
  /** Aborted when the run is stopped. */
  readonly signal: AbortSignal;
  /** What the file's `setup` gave in this worker. */
  readonly setup: Setup;
}

/**
 * A task: called once with each input, under every model. It must give the same output under each of
 * them, or there is nothing to compare. Inputs and outputs are what a structured clone can hold.
 */
export type Task<Input = unknown, Output = unknown, Setup = undefined> = (
  input: Input,
  lane: Lane<Setup>,
) => Output | Promise<Output>;
