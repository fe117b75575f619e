import type { TaskSpec } from '../../tasks/task.ts';

/** Raised when an event or the request changes in a way an older reader would misread. */
export const protocolVersion = 1;

/** What the dashboard asks of a runner; sent as one JSON text on its standard input. */
export interface RunRequest {
  readonly protocol: typeof protocolVersion;
  readonly model: string;
  readonly tasks: readonly TaskSpec[];
  /** Path of the run's event pipe; every worker opens it and appends whole lines. */
  readonly events: string;
  /** How many workers a pool keeps. */
  readonly workers: number;
  /** How many threads or child processes may live at once where a model starts one a task. */
  readonly live: number;
  /** How long a thread waits for a GIL before it asks the holder to let go, in ms. */
  readonly switchIntervalMs: number;
}
