import type { Json, TaskSpec } from '../../tasks/task.ts';
import type {
  Failure,
  Output,
  ResultDifference,
  ResultDigest,
  RunEnd,
  Usage,
  WaitKind,
  WorkerKind,
} from '../protocol.ts';
import { Chunked } from './chunked.ts';
import type { GilUse } from './gil-use.ts';
import { Keyed } from './keyed.ts';
import { OutputLog } from './output-log.ts';
import type { Unsuccessful } from './unsuccessful.ts';

/**
 * `waiting` for its turn, `starting` its runner, `running`, then how it ended: `failed` when a
 * task or the run itself did, or when every task finished unsuccessfully.
 */
export type LaneState = 'waiting' | 'starting' | 'running' | RunEnd;

/** How far a task has come; `stopped` where its run was ended before it. */
export type TaskState = 'waiting' | 'running' | 'finished' | 'failed' | 'stopped';

/** What is known of one task of a run. Times in µs since the run's epoch. */
export interface LaneTask {
  readonly id: number;
  readonly label: string;
  readonly state: TaskState;
  readonly worker?: string;
  readonly queuedAt?: number;
  readonly startedAt?: number;
  /** When it ended, however it did. */
  readonly finishedAt?: number;
  readonly done: number;
  readonly total: number;
  /** How many lines it printed, exact. */
  readonly lines: number;
  readonly waitedUs: Readonly<Record<WaitKind, number>>;
  /** A long wait whose end has not been told; of several at once the one that began first. */
  readonly begunWait?: { readonly kind: WaitKind; readonly at: number } | undefined;
  /** The begun line whose rest has not come yet. */
  readonly begunLine?: BegunLine | undefined;
  /** When the runner began to hand its input over, and how large that was, bytes; absent where it was not handed over, or not told. */
  readonly sentAt?: number;
  readonly inputBytes?: number;
  readonly result?: ResultDigest;
  /** When the runner had the result, and how large it was on its way, bytes. */
  readonly resultAt?: number;
  readonly resultBytes?: number;
  /** Where the result is not that of another run. */
  readonly differs?: ResultDifference;
  /** What the task measured; differs from run to run. */
  readonly measured?: Json;
  /** Why its work came to nothing, where it did; it has finished all the same. */
  readonly unsuccessful?: string;
  readonly error?: Failure;
}

/** What is known of one worker of a run. Times in µs since the run's epoch. */
export interface LaneWorker {
  readonly id: string;
  readonly kind: WorkerKind;
  readonly pid: number;
  readonly thread?: number;
  readonly askedAt: number;
  readonly startedAt: number;
  /** When the user's module was loaded and set up in it, and how long either took, µs. */
  readonly readyAt?: number;
  readonly loadUs?: number;
  readonly setupUs?: number;
  readonly exitedAt?: number;
  readonly code?: number;
  readonly signal?: string;
  readonly usage?: Usage;
  /** What it had used when it began, where it told before its first task: what its start cost. */
  readonly startUsage?: Usage;
  /** A task has begun in it. */
  readonly hasHadTask?: true;
  /** The waits of its tasks that are not among the lane's, µs. */
  readonly furtherWaitsUs?: Readonly<Record<WaitKind, number>>;
}

/** From the moment a worker was asked for until it could take tasks, µs. */
export function startUpUsOf({ askedAt, startedAt, readyAt = startedAt }: LaneWorker): number {
  return Math.max(0, readyAt - askedAt);
}

/** A span in which a task waited; µs since the run's epoch, and its length in µs. */
export interface LaneWait {
  readonly task: number;
  readonly kind: WaitKind;
  readonly at: number;
  readonly us: number;
}

/** A run as it stands: the fold of its events so far. */
export interface Lane {
  /** Its model, with an interpreter and a number of workers where they differ; unique in a session. */
  readonly name: string;
  readonly state: LaneState;
  /** Why it failed, was stopped or cannot run. */
  readonly reason?: string;
  readonly runtime?: string;
  readonly pid?: number;
  /** The run's epoch, nanoseconds on the monotonic clock. */
  readonly epoch?: bigint;
  /** How many workers may live at once, where the model has such a limit. */
  readonly limit?: number;
  /** The newest stamp seen, µs: what the lane's clock shows once it has ended. */
  readonly lastAt: number;
  /** A task's place is its id. */
  readonly tasks: Chunked<LaneTask>;
  /** How many tasks are in each state. */
  readonly taskCounts: Readonly<Record<TaskState, number>>;
  readonly unsuccessful: Unsuccessful;
  /** How much of the tasks that run is done, as they told: one that is half done counts a half. */
  readonly doneOfRunning: number;
  readonly workers: Keyed<LaneWorker>;
  /** Its workers are threads under the runtime's own GIL, which tells of no hold and no wait. */
  readonly hasGil?: true;
  /** For how long a thread waits for that lock before it asks for it, and then again, µs. */
  readonly switchIntervalUs?: number;
  /** How many threads its processes keep for native code. */
  readonly libuvThreads?: number;
  /** For how long a quota of CPU time kept it from running, µs, on all cores together. */
  readonly throttledUs?: number;
  /** CPU time that the runner used after its clock had stopped, to compare results, µs; in no usage. */
  readonly checkCpuUs?: number;
  /** What the runner's process had used at the epoch: what its boot cost. */
  readonly bootUsage?: Usage;
  /** The same at the end of the run, boot included, and with it the kernel's account of its children. */
  readonly usage?: Usage;
  /** Absent where the model has no lock whose holds are told. */
  readonly gil?: GilUse;
  readonly output: OutputLog;
  /**
   * The first {@link mostWaits} of its tasks' waits: which of a worker's overlap can only be told from
   * spans, but a run may wait more often than there is memory for.
   */
  readonly waits: Chunked<LaneWait>;
  /** The begun lines of what came from no task. */
  readonly begunLines: Readonly<Partial<Record<Output['stream'], BegunLine | undefined>>>;
}

/** How many waits are kept as spans; of the others each worker has the sums. */
export const mostWaits = 20_000;

/** The begin of a line that comes in several events, and how many characters of it were not kept. */
export interface BegunLine {
  readonly text: string;
  readonly cut: number;
}

/** Nothing waited for. */
export const noWaits: LaneTask['waitedUs'] = { sleep: 0, io: 0, gil: 0, output: 0 };

/** A lane before its first event. */
export function newLane(name: string, specs: readonly TaskSpec[]): Lane {
  const tasks = new Chunked<LaneTask>().draft();
  for (const [place, { id, label }] of specs.entries())
    tasks.set(place, { id, label, state: 'waiting', done: 0, total: 0, lines: 0, waitedUs: noWaits });
  return {
    name,
    state: 'waiting',
    lastAt: 0,
    tasks: tasks.done(),
    taskCounts: { waiting: specs.length, running: 0, finished: 0, failed: 0, stopped: 0 },
    unsuccessful: { tasks: 0, of: specs.length, reasons: {} },
    doneOfRunning: 0,
    workers: new Keyed(),
    output: OutputLog.empty,
    waits: new Chunked(),
    begunLines: {},
  };
}

const ended: ReadonlySet<LaneState> = new Set(['finished', 'failed', 'stopped', 'timed-out', 'unavailable']);

/** Whether nothing more will come of it. */
export function hasEnded(state: LaneState): boolean {
  return ended.has(state);
}

/** Whether the task has come to an end of any kind. */
export function isOver({ state }: LaneTask): boolean {
  return state === 'finished' || state === 'failed' || state === 'stopped';
}
