import type { Json } from '../../tasks/task.ts';
import { defined } from '../defined.ts';
import type { Lane, LaneTask, LaneWait, LaneWorker, TaskState } from '../lane/lane.ts';
import type { Failure, ResultDifference, WaitKind } from '../protocol.ts';

/** A line that came out of a run. */
export interface ReportLine {
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

interface RoundDetail {
  readonly workers: readonly ReportWorker[];
  readonly tasks: readonly ReportTask[];
  readonly output: readonly ReportLine[];
}

/** The workers, tasks and lines of a run that is known whole; nothing of one of which only figures were kept. */
export function detailOf(lane: Lane | undefined): RoundDetail {
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
