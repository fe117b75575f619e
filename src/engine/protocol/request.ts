import type { TaskSpec } from '../../tasks/task.ts';
import type { WorkFile } from '../../tasks/work-file.ts';

/** Raised when an event or the request changes in a way an older reader would misread. */
export const protocolVersion = 2;

/** What the dashboard asks of a runner; sent as one JSON text on its standard input. */
export interface RunRequest {
  readonly protocol: typeof protocolVersion;
  readonly model: string;
  readonly tasks: readonly TaskSpec[];
  /** The user's own work, from which the tasks have their inputs; absent where the specs have them. */
  readonly work?: WorkFile;
  /** Path of the run's event pipe; every worker opens it and appends whole lines. */
  readonly events: string;
  /** Path of a file for the results of the session's first run that has all of them, with which the others compare theirs. */
  readonly reference?: string;
  /** The name of the lane. */
  readonly lane: string;
  /** How many workers a pool keeps. */
  readonly workers: number;
  /** How many threads or child processes may live at once where a model starts one a task. */
  readonly live: number;
  /** How many tasks may be under way at once on an event loop; absent for all of them. */
  readonly underWay?: number;
  /** How long a thread waits for a GIL before it asks the holder to let go, in ms. */
  readonly switchIntervalMs: number;
}
