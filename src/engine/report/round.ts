import { defined } from '../defined.ts';
import { closingOf } from '../lane/closing.ts';
import type { Lane, LaneState } from '../lane/lane.ts';
import type { Unsuccessful } from '../lane/unsuccessful.ts';
import type { Figures } from '../measure/figures.ts';
import type { DifferingTask } from '../measure/results.ts';
import type { Parts } from '../measure/time/breakdown.ts';
import { type Parallelism, withSpeedUp } from '../measure/time/parallelism.ts';
import type { Passing } from '../measure/time/passing.ts';
import type { JudgedRun } from '../session/counted.ts';
import type { ReferenceTimes, RunGil, RunRecord } from '../session/run-record.ts';
import { detailOf, type ReportLine, type ReportTask, type ReportWorker } from './round-detail.ts';

/**
 * One run of a lane. Of the runs before its last one only figures are kept: their `workers`,
 * `tasks` and `output` are empty, for there may be hundreds of them.
 */
export interface ReportRound extends Figures {
  /** From 1, warm-ups counted for themselves; a run that was repeated shares it with its repeats. */
  readonly round: number;
  /** `rejected`: measured, but the machine drifted meanwhile, so it was repeated. */
  readonly kind: RunRecord['kind'];
  readonly state: LaneState;
  /** Its times are compared: it was measured and finished, with the results that the others have. */
  readonly counts: boolean;
  /** What the reference loop took around it; absent where there is but one round, or where it could not be told. */
  readonly reference?: ReferenceTimes;
  /** From the moment its runner's process was asked for to the run's epoch; in no other time. Absent while it goes on. */
  readonly bootMs?: number;
  /** From the end of the run until that process was gone, what comparing results took included; in no other time. */
  readonly exitMs?: number;
  /** CPU time that was used in that, to compare results; in no other figure. */
  readonly checkCpuMs?: number;
  /** For how long a quota of CPU time kept it from running, on all cores together; absent where none did. */
  readonly throttledMs?: number;
  readonly peakBytes?: number;
  readonly closing?: string;
  /** Where the wall time of its workers went, summed over them. */
  readonly breakdownMs: Parts;
  /** How well it used the cores; absent where no task began. */
  readonly parallelism?: Parallelism;
  /** What went between runner and workers; absent where nothing of it was told. */
  readonly passing?: Passing;
  /** Its workers were threads of which CPython's GIL let one run at a time. */
  readonly sharesGil?: true;
  /** One or two sentences on why, from its figures. */
  readonly why: readonly string[];
  readonly workers: readonly ReportWorker[];
  readonly tasks: readonly ReportTask[];
  /** Tasks that finished without success; absent where there were none. */
  readonly unsuccessful?: Unsuccessful;
  /** The first of its results that is not that of another run. */
  readonly differs?: DifferingTask;
  readonly gil?: RunGil;
  /** How many lines were printed; `output` has the last of them where there were many. */
  readonly lines: number;
  readonly output: readonly ReportLine[];
}

/**
 * Reports a run.
 *
 * @param lane the run whole, where it is the last one of its lane
 * @param speedUp over the sequential lane in the same round, where both count
 */
export function reportRound(run: JudgedRun, lane: Lane | undefined, closing: string, speedUp?: number): ReportRound {
  const {
    round,
    kind,
    state,
    counts,
    around,
    lastedMs,
    partsMs,
    parallelism,
    passing,
    sharesGil,
    why,
    peakBytes,
    throttledMs,
    checkCpuMs,
    differs,
    gil,
    lines,
    unsuccessful,
  } = run;
  const figures = run.figures ?? { wallMs: lastedMs, startUpMs: 0, workMs: 0, tearDownMs: 0, bootCpuMs: 0 };
  return {
    round,
    kind,
    state,
    counts,
    ...defined({ reference: around?.reference, bootMs: around?.bootMs, exitMs: exitMsOf(around, lastedMs) }),
    ...figures,
    breakdownMs: partsMs,
    ...defined({
      parallelism: parallelism && speedUp !== undefined ? withSpeedUp(parallelism, speedUp) : parallelism,
      passing,
      sharesGil,
      throttledMs,
      checkCpuMs,
      peakBytes,
      closing: closingOf({ state, lastAt: lastedMs * 1_000 }, closing),
      unsuccessful,
      differs,
      gil,
    }),
    why,
    lines,
    ...detailOf(lane),
  };
}

/** What is left of the process's life when its boot and its run are taken off; both are the least that they can have been. */
function exitMsOf(around: JudgedRun['around'], lastedMs: number): number | undefined {
  return around === undefined ? undefined : Math.max(0, around.lifeMs - around.bootMs - lastedMs);
}
