/** A value that survives every way of passing it between threads, processes and languages. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a task may do besides computing. The same under every model; only what it costs differs. */
export interface TaskContext {
  /** Puts a line into the lane, stamped now. */
  print(line: string): void;
  /** Tells how far the task is. Cheap enough for a loop: the context throttles at the source. */
  progress(done: number, total: number): void;
  /**
   * Waits. Blocks the worker where the model gives each task its own (and in `sequential`), as
   * time.sleep does; is a timer where tasks share an event loop. Rejects when the run is stopped.
   */
  sleep(ms: number): Promise<void>;
  /** Awaits I/O and stamps how long it took; gives what `operation` gives. */
  io<T>(operation: Promise<T>): Promise<T>;
  /**
   * Whether a task of the run that is not in the background has still to end. A task that is in
   * the background works while this is true. Known among the threads of one process.
   */
  wanted(): boolean;
  /**
   * Tells what the task measured: shown with its result, not compared, since it differs from run to
   * run. For figures, some 3,500 bytes of JSON: of more, the longest members are left out, and a
   * line says which.
   */
  measured(figures: Json): void;
  /**
   * Tells that the work came to nothing, for a reason that lies outside of the program: the task has
   * finished, and its result is compared, but it is counted as one that failed. A reason is a few
   * words, at most 200 characters, and the same for the same cause.
   */
  unsuccessful(reason: string): void;
  /** Aborted when the run is stopped. */
  readonly signal: AbortSignal;
}

/** The work itself. It must give the same output under every model, or the comparison is void. */
export type Task<Input extends Json = Json> = (input: Input, context: TaskContext) => Json | Promise<Json>;

/** One unit of work of a scenario, as data. */
export interface TaskSpec {
  readonly id: number;
  /** Which task: a name in the registry, or of an export of `module`. */
  readonly task: string;
  /** File URL of a module to take the task from, where it is not one of lanes' own. */
  readonly module?: string;
  /** Shown beside its progress bar. */
  readonly label: string;
  readonly input: Json;
  /** It has no end of its own: it works beside the others for as long as they do. */
  readonly background?: true;
}
