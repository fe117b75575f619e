import type { WorkFile } from '../../tasks/work-file.ts';
import type { LaneState } from '../lane/lane.ts';
import type { Advice } from '../measure/advice/advised.ts';
import type { Environment } from '../measure/environment.ts';
import type { BreakEven } from '../measure/scaling/break-even.ts';
import type { Interval } from '../measure/statistics/bootstrap.ts';
import type { Warning } from '../measure/warnings.ts';
import type { Plan } from '../plan.ts';
import type { ReportRound } from './round.ts';
import type { ReportVerdict } from './verdict.ts';

/** What a report says of its form, so that whoever reads it knows. */
export const reportSchema = 'lanes/report@2';

/** What a session came to, ready for every format. Times in ms since a run's epoch, sizes in bytes. */
export interface Report {
  readonly schema: typeof reportSchema;
  readonly environment: Environment;
  readonly scenario: ReportScenario;
  readonly lanes: readonly ReportLane[];
  readonly verdict: ReportVerdict;
  /** Those of the other runtimes, where a task is not the same work in one as in another; empty elsewhere. */
  readonly otherVerdicts: readonly ReportVerdict[];
  /** From when on a lane pays off, for each that can be told of. */
  readonly breakEven: readonly BreakEven[];
  /** Cores' worth of CPU time that other programs used while lanes ran in turn; absent where that is not known. */
  readonly othersCores?: number;
  readonly warnings: readonly Warning[];
  /** What the figures advise on the user's own work; absent for lanes' scenarios. */
  readonly advice?: readonly Advice[];
  /** The user's `sameResult` says that results are not to be compared; absent where they were. */
  readonly results?: 'not compared';
}

/** What was run, and with which choices. */
export interface ReportScenario {
  readonly id: string;
  /** The user's own file that was run; absent for lanes' scenarios. */
  readonly work?: ReportWork;
  readonly order: Plan['order'];
  readonly tasks: number;
  readonly size: number;
  readonly delayMs: number;
  readonly workers: number;
  readonly live: number;
  /** Of a GIL, CPython's or emulated. */
  readonly switchIntervalMs: number;
  /** Absent for libuv's own number. */
  readonly libuvThreads?: number;
  /** Those that the user gave; empty where the built-in server was asked. */
  readonly urls: readonly string[];
  /** What the built-in server does that would be a fault of another; absent where it was not asked. */
  readonly onPurpose?: string;
  readonly seed: number;
  /** Rounds that were asked for; an interrupted session has fewer. */
  readonly rounds: number;
  readonly warmUp: number;
}

/** A file of the user's, and what its tasks were called with. */
export interface ReportWork {
  /** Where it is, below the folder that lanes was started in, or its name alone. */
  readonly file: string;
  readonly export: string;
  /** Its own export, values from outside, or the numbers from 0 on. */
  readonly inputs: WorkFile['inputs']['from'];
}

/** A lane, and its runs. */
export interface ReportLane {
  readonly lane: string;
  readonly runtime: string;
  /** How much work a task is; a runtime's tasks are all of one size. */
  readonly size: number;
  /** As its first failed run ended, or as its last one. */
  readonly state: LaneState;
  readonly reason?: string;
  /** Its runs, in the order in which they ran. */
  readonly rounds: readonly ReportRound[];
  /** Against the sequential lane of the same runtime: geometric mean over the rounds that count in both. */
  readonly speedUp?: number;
  /** 95 % interval of it; absent with fewer than 5 such rounds. */
  readonly speedUpInterval?: Interval;
  /** The same in the working time alone. */
  readonly workSpeedUp?: number;
}
