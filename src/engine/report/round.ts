import type { Json } from '../../tasks/task.ts';
import { defined } from '../defined.ts';
import { closingOf } from '../lane/closing.ts';
import type { Lane, LaneState, LaneTask, LaneWait, LaneWorker, TaskState } from '../lane/lane.ts';
import type { Unsuccessful } from '../lane/unsuccessful.ts';
import type { Figures } from '../measure/figures.ts';
import type { DifferingTask } from '../measure/results.ts';
import type { Parts } from '../measure/time/breakdown.ts';
import { type Parallelism, withSpeedUp } from '../measure/time/parallelism.ts';
import type { Passing } from '../measure/time/passing.ts';
import type { Failure, ResultDifference, WaitKind } from '../protocol.ts';
import type { JudgedRun } from '../session/counted.ts';
import type { ReferenceTimes, RunGil, RunRecord } from '../session/run-record.ts';

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

interface ReportLine {
  readonly atMs: number;
  readonly task?: number;
  readonly stream?: 'stdout' | 'stderr';
  readonly line: string;
}

/** A worker of a run. Times in ms since the epoch but for what it used, memory in bytes; what was not told is absent. */
export interface ReportWorker {
  readonly id: string;
  readonly kind: string;
  readonly pid: number;
  readonly thread?: number;
  readonly askedMs: number;
  readonly startedMs: number;
  /** When the user's module was loaded and set up in it, and how long either took. */
  readonly readyMs?: number;
  readonly loadMs?: number;
  readonly setupMs?: number;
  readonly exitedMs?: number;
  readonly cpuMs?: number;
  readonly runQueueMs?: number;
  readonly voluntarySwitches?: number;
  readonly involuntarySwitches?: number;
  readonly peakBytes?: number;
}

/** A task of a run, with its waits. Times in ms since the epoch; what did not come to be is absent. */
export interface ReportTask {
  readonly id: number;
  readonly label: string;
  readonly worker?: string;
  readonly queuedMs?: number;
  /** When the runner began to hand its input over. */
  readonly sentMs?: number;
  readonly inputBytes?: number;
  readonly startedMs?: number;
  readonly finishedMs?: number;
  /** When the runner had its result, whole. */
  readonly returnedMs?: number;
  readonly resultBytes?: number;
  readonly state: TaskState;
  readonly result?: string;
  /** Where the result is not that of another run. */
  readonly differs?: ResultDifference;
  readonly measured?: Json;
  /** Why it finished without success, where it did. */
  readonly unsuccessful?: string;
  readonly error?: Failure;
  readonly waitedMs: Readonly<Record<string, number>>;
  readonly waits: readonly ReportWait[];
  readonly lines: number;
}

interface ReportWait {
  readonly kind: WaitKind;
  readonly atMs: number;
  readonly ms: number;
}

/** `t2` comes before `t10`, in whatever order they happened to start. */
const byNumber = new Intl.Collator('en', { numeric: true });

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

function detailOf(lane: Lane | undefined): Pick<ReportRound, 'workers' | 'tasks' | 'output'> {
  if (lane === undefined) return { workers: [], tasks: [], output: [] };
  const waits = Map.groupBy(lane.waits, ({ task }) => task);
  return {
    workers: [...lane.workers].sort((a, b) => byNumber.compare(a.id, b.id)).map(reportWorker),
    tasks: lane.tasks.map((task) => reportTask(task, waits.get(task.id) ?? [])),
    output: lane.output
      .tail(lane.output.kept)
      .sort((a, b) => a.at - b.at)
      .map(({ at, task, stream, text }) => ({
        atMs: at / 1_000,
        ...(task === undefined ? stream !== 'task' && { stream } : { task }),
        line: text,
      })),
  };
}

function reportWorker(worker: LaneWorker): ReportWorker {
  const { id, kind, pid, thread, askedAt, startedAt, readyAt, loadUs, setupUs, exitedAt, usage } = worker;
  return {
    id,
    kind,
    pid,
    askedMs: askedAt / 1_000,
    startedMs: startedAt / 1_000,
    ...defined({
      thread,
      readyMs: inMs(readyAt),
      loadMs: inMs(loadUs),
      setupMs: inMs(setupUs),
      exitedMs: inMs(exitedAt),
      cpuMs: inMs(usage?.cpuUs),
      runQueueMs: inMs(usage?.runQueueUs),
      voluntarySwitches: usage?.voluntarySwitches,
      involuntarySwitches: usage?.involuntarySwitches,
      peakBytes: usage?.peakBytes,
    }),
  };
}

function reportTask(task: LaneTask, spans: readonly LaneWait[]): ReportTask {
  const { id, label, state, worker, queuedAt, startedAt, finishedAt, result, waitedUs, lines } = task;
  const { sentAt, inputBytes, resultAt, resultBytes, differs, measured, unsuccessful, error } = task;
  const waits = Object.entries(waitedUs).filter(([, us]) => us > 0);
  return {
    id,
    label,
    state,
    ...defined({
      worker,
      queuedMs: inMs(queuedAt),
      sentMs: inMs(sentAt),
      inputBytes,
      startedMs: inMs(startedAt),
      finishedMs: inMs(finishedAt),
      returnedMs: inMs(resultAt),
      resultBytes,
      result: result?.preview,
      differs,
      measured,
      unsuccessful,
      error,
    }),
    waitedMs: Object.fromEntries(waits.map(([kind, us]) => [kind, us / 1_000])),
    waits: spans.map(({ kind, at, us }) => ({ kind, atMs: at / 1_000, ms: us / 1_000 })),
    lines,
  };
}

function inMs(us: number | undefined): number | undefined {
  return us === undefined ? undefined : us / 1_000;
}
