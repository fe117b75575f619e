import type { Json } from '../../tasks/task.ts';
import { findModel, type Runtime } from '../catalog.ts';
import { closingOf } from '../lane/closing.ts';
import type { Lane, LaneState, TaskState } from '../lane/lane.ts';
import type { WaitSpan } from '../lane/wait-log.ts';
import type { Environment } from '../measure/environment.ts';
import { explain } from '../measure/explain.ts';
import { differingResults, figuresOf, type SpeedUp, speedUpOf } from '../measure/figures.ts';
import { breakdownOf, type Parts, partNames } from '../measure/time/breakdown.ts';
import { parallelismOf } from '../measure/time/parallelism.ts';
import { type Warning, warningsOf } from '../measure/warnings.ts';
import type { Plan } from '../plan.ts';
import type { Failure, WaitKind } from '../protocol.ts';
import { type ReportVerdict, reportVerdict } from './verdict.ts';

/** What a session came to, ready for every format. Times in ms since a run's epoch, sizes in bytes. */
export interface Report {
  readonly schema: 'lanes/report@1';
  readonly environment: Environment;
  readonly scenario: ReportScenario;
  readonly lanes: readonly ReportLane[];
  readonly verdict: ReportVerdict;
  readonly warnings: readonly Warning[];
}

interface ReportScenario {
  readonly id: string;
  readonly order: Plan['order'];
  readonly tasks: number;
  readonly size: number;
  readonly delayMs: number;
  readonly workers: number;
  readonly live: number;
  readonly seed: number;
}

export interface ReportLane {
  readonly model: string;
  readonly runtime: string;
  /** How much work a task is; a runtime's tasks are all of one size. */
  readonly size: number;
  readonly state: LaneState;
  readonly reason?: string;
  readonly rounds: readonly ReportRound[];
  /** Against the sequential lane of the same runtime. */
  readonly speedup?: number;
  /** The same in the working time alone. */
  readonly workSpeedup?: number;
}

export interface ReportRound {
  readonly wallMs: number;
  readonly spawnMs: number;
  readonly workMs: number;
  readonly teardownMs: number;
  readonly cpuMs: number;
  readonly peakBytes?: number;
  readonly closing?: string;
  /** Where the wall time of its workers went, summed over them. */
  readonly breakdownMs: Readonly<Record<keyof Parts, number>>;
  /** One or two sentences on why, from its figures. */
  readonly why: readonly string[];
  readonly workers: readonly ReportWorker[];
  readonly tasks: readonly ReportTask[];
  readonly gil?: ReportGil;
  /** How many lines were printed; `output` has the last of them where there were many. */
  readonly lines: number;
  readonly output: readonly { atMs: number; task?: number; stream?: 'stdout' | 'stderr'; line: string }[];
}

interface ReportGil {
  /** How often the lock went from one worker to another. */
  readonly switches: number;
  readonly meanHoldMs: number;
  /** How long each worker waited for it. */
  readonly waitedMs: Readonly<Record<string, number>>;
}

export interface ReportWorker {
  readonly id: string;
  readonly kind: string;
  readonly pid: number;
  readonly thread?: number;
  readonly askedMs: number;
  readonly startedMs: number;
  readonly exitedMs?: number;
  readonly cpuMs?: number;
  readonly runQueueMs?: number;
  readonly voluntarySwitches?: number;
  readonly involuntarySwitches?: number;
  readonly peakBytes?: number;
}

export interface ReportTask {
  readonly id: number;
  readonly label: string;
  readonly worker?: string;
  readonly queuedMs?: number;
  readonly startedMs?: number;
  readonly finishedMs?: number;
  readonly state: TaskState;
  readonly result?: string;
  readonly measured?: Json;
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

/** Makes the report of a session from its lanes as they stand. */
export function reportOf(plan: Plan, lanes: readonly Lane[], environment: Environment): Report {
  const { scenario, order, parameters, workers, live, seed } = plan;
  const { tasks, size, delayMs } = parameters;
  const cores = Math.min(environment.cores, environment.quota ?? environment.cores);
  const reported = lanes.map((lane) => reportLane(lane, speedUpOf(lane, lanes), plan, cores));
  return {
    schema: 'lanes/report@1',
    environment,
    scenario: { id: scenario.id, order, tasks, size, delayMs, workers, live, seed },
    lanes: reported,
    verdict: reportVerdict(reported, seed),
    warnings: warningsOf({
      ...environment,
      ...shortestOf(lanes),
      differing: differingResults(lanes),
      sizes: differingSizes(plan),
    }),
  };
}

/** The size of a task under each runtime, where these are not the same. */
function differingSizes({ models, sizes, scenario }: Plan): Partial<Record<Runtime, number>> {
  const runtimes = [...new Set(models.flatMap((name) => findModel(name)?.runtime ?? []))];
  if (scenario.knob !== 'size' || new Set(runtimes.map((runtime) => sizes[runtime])).size < 2) return {};
  return Object.fromEntries(runtimes.map((runtime) => [runtime, sizes[runtime]]));
}

/** The lane that worked for the shortest time, for the warning that it was too short. */
function shortestOf(lanes: readonly Lane[]): { shortestWorkMs?: number; shortestOverheadMs?: number } {
  const figures = lanes.flatMap((lane) => (lane.state === 'finished' ? (figuresOf(lane) ?? []) : []));
  const [shortest] = figures.sort((a, b) => a.workMs - b.workMs);
  return shortest === undefined
    ? {}
    : { shortestWorkMs: shortest.workMs, shortestOverheadMs: shortest.spawnMs + shortest.teardownMs };
}

function reportLane(lane: Lane, speedUp: SpeedUp | undefined, { scenario, sizes }: Plan, cores: number): ReportLane {
  const { model, state, reason } = lane;
  const runtime: Runtime | undefined = findModel(model)?.runtime;
  return {
    model,
    runtime: lane.runtime ?? runtime ?? 'unknown',
    size: sizes[runtime ?? 'node'],
    state,
    ...defined({ reason }),
    rounds: reportRounds(lane, scenario.closing, cores),
    ...(speedUp !== undefined && { speedup: speedUp.wall, workSpeedup: speedUp.work }),
  };
}

function reportRounds(lane: Lane, closing: string, cores: number): ReportRound[] {
  if (lane.epoch === undefined) return [];
  const figures = figuresOf(lane) ?? { wallMs: lane.lastAt / 1_000, spawnMs: 0, workMs: 0, teardownMs: 0, cpuMs: 0 };
  const output = lane.output
    .tail(lane.output.kept)
    .sort((a, b) => a.at - b.at)
    .map(({ at, task, stream, text }) => ({
      atMs: at / 1_000,
      ...(task === undefined ? stream !== 'task' && { stream } : { task }),
      line: text,
    }));
  const breakdown = breakdownOf(lane);
  const parallelism = parallelismOf(lane, cores);
  return [
    {
      ...figures,
      breakdownMs: partsInMs(breakdown.parts),
      why: parallelism === undefined ? [] : explain(lane, breakdown, parallelism),
      ...defined({ peakBytes: lane.usage?.peakBytes, closing: closingOf(lane, closing), gil: reportGil(lane) }),
      workers: [...lane.workers.values()].sort((a, b) => byNumber.compare(a.id, b.id)).map(reportWorker),
      tasks: lane.tasks.map((task) => reportTask(task, lane.waits.spans)),
      lines: lane.output.count,
      output,
    },
  ];
}

function reportGil({ gil, tasks }: Lane): ReportGil | undefined {
  if (gil === undefined) return undefined;
  const waits = tasks.flatMap(({ worker, waitedUs }) => (worker === undefined ? [] : [[worker, waitedUs.gil / 1_000]]));
  return {
    switches: gil.switches,
    meanHoldMs: gil.heldUs / gil.holds / 1_000,
    waitedMs: Object.fromEntries(waits),
  };
}

function reportWorker(worker: Lane['workers'] extends ReadonlyMap<string, infer W> ? W : never): ReportWorker {
  const { id, kind, pid, thread, askedAt, startedAt, exitedAt, usage } = worker;
  return {
    id,
    kind,
    pid,
    askedMs: askedAt / 1_000,
    startedMs: startedAt / 1_000,
    ...defined({
      thread,
      exitedMs: inMs(exitedAt),
      cpuMs: inMs(usage?.cpuUs),
      runQueueMs: inMs(usage?.runQueueUs),
      voluntarySwitches: usage?.voluntarySwitches,
      involuntarySwitches: usage?.involuntarySwitches,
      peakBytes: usage?.peakBytes,
    }),
  };
}

function reportTask(task: Lane['tasks'][number], spans: readonly WaitSpan[]): ReportTask {
  const { id, label, state, worker, queuedAt, startedAt, finishedAt, result, measured, error, waitedUs, lines } = task;
  const waits = Object.entries(waitedUs).filter(([, us]) => us > 0);
  return {
    id,
    label,
    state,
    ...defined({
      worker,
      queuedMs: inMs(queuedAt),
      startedMs: inMs(startedAt),
      finishedMs: inMs(finishedAt),
      result: result?.preview,
      measured,
      error,
    }),
    waitedMs: Object.fromEntries(waits.map(([kind, us]) => [kind, us / 1_000])),
    waits: spans
      .filter((span) => span.task === id)
      .map(({ kind, at, us }) => ({ kind, atMs: at / 1_000, ms: us / 1_000 })),
    lines,
  };
}

function partsInMs(parts: Parts): ReportRound['breakdownMs'] {
  const entries = partNames.map((name) => [name, parts[name] / 1_000]);
  return Object.fromEntries(entries) as ReportRound['breakdownMs'];
}

function inMs(us: number | undefined): number | undefined {
  return us === undefined ? undefined : us / 1_000;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The object without its undefined members. */
function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}
