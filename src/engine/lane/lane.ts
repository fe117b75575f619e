import type { Json, TaskSpec } from '../../tasks/task.ts';
import type { Failure, ResultDigest, RunEnd, Usage, WaitKind, WorkerKind } from '../protocol.ts';
import type { GilUse } from './gil-use.ts';
import { OutputLog } from './output-log.ts';
import { WaitLog } from './wait-log.ts';

/**
 * `waiting` for its turn, `starting` its runner, `running`, then how it ended: `failed` when a
 * task or the run itself did.
 */
export type LaneState = 'waiting' | 'starting' | 'running' | RunEnd;

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
  readonly result?: ResultDigest;
  /** What the task measured; differs from run to run. */
  readonly measured?: Json;
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
  readonly exitedAt?: number;
  readonly code?: number;
  readonly signal?: string;
  readonly usage?: Usage;
  /** What it had used when it began, where it told before its first task: what its start cost. */
  readonly startUsage?: Usage;
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
  readonly tasks: readonly LaneTask[];
  readonly workers: ReadonlyMap<string, LaneWorker>;
  /** Its workers are threads under the runtime's own GIL, which tells of no hold and no wait. */
  readonly hasGil?: true;
  /** What the runner's process had used at the epoch: what its boot cost. */
  readonly bootUsage?: Usage;
  /** The same at the end of the run, boot included, and with it the kernel's account of its children. */
  readonly usage?: Usage;
  /** Absent where the model has no lock whose holds are told. */
  readonly gil?: GilUse;
  readonly output: OutputLog;
  readonly waits: WaitLog;
  /** The begun line of each task (or stream) whose rest has not come yet. */
  readonly unfinishedLines: ReadonlyMap<number | string, UnfinishedLine>;
}

/** The begin of a line that comes in several events, and how many characters of it were not kept. */
export interface UnfinishedLine {
  readonly text: string;
  readonly cut: number;
}

const noWaits: LaneTask['waitedUs'] = { sleep: 0, io: 0, gil: 0 };

/** A lane before its first event. */
export function newLane(name: string, tasks: readonly TaskSpec[]): Lane {
  return {
    name,
    state: 'waiting',
    lastAt: 0,
    tasks: tasks.map(({ id: taskId, label }) => ({
      id: taskId,
      label,
      state: 'waiting',
      done: 0,
      total: 0,
      lines: 0,
      waitedUs: noWaits,
    })),
    workers: new Map(),
    output: OutputLog.empty,
    waits: WaitLog.empty,
    unfinishedLines: new Map(),
  };
}

const ended: ReadonlySet<LaneState> = new Set(['finished', 'failed', 'stopped', 'timed-out', 'unavailable']);

/** Whether nothing more will come of it. */
export function hasEnded(state: LaneState): boolean {
  return ended.has(state);
}
