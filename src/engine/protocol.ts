/**
 * The narrow waist between the dashboard's process and a runner: what is asked of a run, and
 * what a run tells. Every runtime speaks it; the dashboard, the reports and the tests know
 * nothing of a run but this.
 */
import type { Json, TaskSpec } from '../tasks/task.ts';

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

/** What executes tasks inside a run. */
export type WorkerKind = 'loop' | 'thread' | 'process';

/** What a worker waits for, while it cannot use a core. */
export type WaitKind = 'sleep' | 'io' | 'lock' | 'gil';

/**
 * How a run ended. A run whose tasks failed has still finished; see {@link LaneState}. One that is
 * `unavailable` could not begin: this machine has not what its model needs.
 */
export type RunEnd = 'finished' | 'failed' | 'stopped' | 'timed-out' | 'unavailable';

/** An error as it crosses a process boundary. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
}

/** What is kept of a task's return value: enough to show it and to tell whether two are equal. */
export interface ResultDigest {
  /** JSON text of the value, cut to 200 characters. */
  readonly preview: string;
  /** SHA-256 of the whole JSON text, first 16 hex digits. */
  readonly digest: string;
}

/** `at`: microseconds since the run's epoch, stamped by the one who tells. */
interface Stamped {
  readonly at: number;
}

interface OfWorker extends Stamped {
  readonly worker: string;
}

interface OfTask extends OfWorker {
  readonly task: number;
}

interface RunStarted extends Stamped {
  readonly type: 'run-started';
  readonly protocol: number;
  readonly model: string;
  readonly pid: number;
  /** The run's epoch on the runner's monotonic clock, in nanoseconds (decimal digits). */
  readonly epoch: string;
  /** For example `node 24.1.0`, or `python 3.13.0 (fork)` with how it starts processes. */
  readonly runtime: string;
  /** How many workers may live at once, where the model has such a limit. */
  readonly limit?: number;
  /** Its workers are threads of which the runtime's own lock lets one run at a time: CPython's GIL. */
  readonly gil?: true;
}

interface WorkerStarted extends OfWorker {
  readonly type: 'worker-started';
  readonly kind: WorkerKind;
  readonly pid: number;
  /** Thread id as its runtime counts them. */
  readonly thread?: number;
  /** When it was asked for; `at` is its first own instruction. */
  readonly askedAt: number;
}

interface TaskQueued extends Stamped {
  readonly type: 'task-queued';
  readonly task: number;
}

interface TaskStarted extends OfTask {
  readonly type: 'task-started';
}

interface Progress extends OfTask {
  readonly type: 'progress';
  readonly done: number;
  readonly total: number;
}

/** A line that a task printed (`stream: task`) or that came out of the run's stdout or stderr. */
export interface Output extends Stamped {
  readonly type: 'output';
  readonly stream: 'task' | 'stdout' | 'stderr';
  readonly worker?: string;
  readonly task?: number;
  readonly text: string;
  /** The line goes on in the next `output` of the same task: it was longer than one write. */
  readonly continues?: true;
}

/** A span in which the task waited; `at` is its begin. */
interface Wait extends OfTask {
  readonly type: 'wait';
  readonly kind: WaitKind;
  /** Its length in microseconds. */
  readonly us: number;
}

/** A span in which a worker held an emulated GIL; `at` is its begin. Told when it is over. */
export interface Hold extends OfWorker {
  readonly type: 'hold';
  /** Its length in microseconds. */
  readonly us: number;
  /** Another worker had held it before: the lock has switched. */
  readonly switched: boolean;
}

/**
 * What a worker used since it began. The worker `run` is the runner's own process with all of its
 * threads: it tells once at the epoch, of what went before, and once at the end.
 */
export interface Usage extends OfWorker {
  readonly type: 'usage';
  /** Whether the figures are of the worker's thread alone or of its whole process. */
  readonly of: 'thread' | 'process';
  readonly cpuUs: number;
  /** CPU time of the child processes that it has waited for, in the kernel's accounting, µs. */
  readonly childrenCpuUs?: number;
  /** Time spent runnable but without a core, µs (Linux schedstat only). */
  readonly runQueueUs?: number;
  readonly voluntarySwitches?: number;
  readonly involuntarySwitches?: number;
  /** Peak resident memory of the process, bytes: since it runs this program where Linux tells, else since its start. */
  readonly peakBytes?: number;
}

interface TaskFinished extends OfTask {
  readonly type: 'task-finished';
  readonly result: ResultDigest;
  /** What the task measured: shown with its result, and left out of the comparison of results. */
  readonly measured?: Json;
}

interface TaskFailed extends Stamped {
  readonly type: 'task-failed';
  readonly worker?: string;
  readonly task: number;
  readonly error: Failure;
}

interface WorkerExited extends OfWorker {
  readonly type: 'worker-exited';
  readonly code?: number;
  readonly signal?: string;
}

export interface RunFinished extends Stamped {
  readonly type: 'run-finished';
  readonly end: RunEnd;
  readonly reason?: string;
}

/** Everything a run tells, in the order in which its workers wrote it. */
export type RunEvent =
  | RunStarted
  | WorkerStarted
  | TaskQueued
  | TaskStarted
  | Progress
  | Output
  | Wait
  | Hold
  | Usage
  | TaskFinished
  | TaskFailed
  | WorkerExited
  | RunFinished;

const eventTypes: ReadonlySet<string> = new Set<RunEvent['type']>([
  'run-started',
  'worker-started',
  'task-queued',
  'task-started',
  'progress',
  'output',
  'wait',
  'hold',
  'usage',
  'task-finished',
  'task-failed',
  'worker-exited',
  'run-finished',
]);

/**
 * Reads one line of the event pipe. A line that is no event (a task can write to any descriptor
 * of its process) gives undefined.
 */
export function parseEvent(line: string): RunEvent | undefined {
  try {
    const value = JSON.parse(line) as Json;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const { type, at } = value as { type?: Json; at?: Json };
    if (typeof type !== 'string' || !eventTypes.has(type) || typeof at !== 'number') return undefined;
    return value as unknown as RunEvent;
  } catch {
    return undefined;
  }
}
