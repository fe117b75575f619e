import type { Json } from '../../tasks/task.ts';
import { findModel, type Runtime } from '../catalog.ts';
import { closingOf } from '../lane/closing.ts';
import type { Lane, LaneState, TaskState } from '../lane/lane.ts';
import type { Environment } from '../measure/environment.ts';
import { differingResults, figuresOf, type SpeedUp, speedUpOf } from '../measure/figures.ts';
import type { Plan } from '../plan.ts';
import type { Failure } from '../protocol.ts';

/** What a session came to, ready for every format. Times in ms since a run's epoch, sizes in bytes. */
export interface Report {
  readonly schema: 'lanes/report@1';
  readonly environment: Environment;
  readonly scenario: ReportScenario;
  readonly lanes: readonly ReportLane[];
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

/** A finding with advice. */
interface Warning {
  readonly id: 'results-differ' | 'sizes-differ';
  readonly message: string;
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

interface ReportRound {
  readonly wallMs: number;
  readonly spawnMs: number;
  readonly workMs: number;
  readonly teardownMs: number;
  readonly cpuMs: number;
  readonly peakBytes?: number;
  readonly closing?: string;
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

interface ReportWorker {
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

interface ReportTask {
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
  readonly lines: number;
}

/** Makes the report of a session from its lanes as they stand. */
export function reportOf(plan: Plan, lanes: readonly Lane[], environment: Environment): Report {
  const { scenario, order, parameters, workers, live, seed } = plan;
  const { tasks, size, delayMs } = parameters;
  return {
    schema: 'lanes/report@1',
    environment,
    scenario: { id: scenario.id, order, tasks, size, delayMs, workers, live, seed },
    lanes: lanes.map((lane) => reportLane(lane, speedUpOf(lane, lanes), plan)),
    warnings: [...resultWarnings(lanes), ...sizeWarnings(plan)],
  };
}

function resultWarnings(lanes: readonly Lane[]): Warning[] {
  const differing = differingResults(lanes);
  if (differing.length === 0) return [];
  const message = `results differ under ${differing.join(', ')}: the times are not of the same work and cannot be compared`;
  return [{ id: 'results-differ', message }];
}

function sizeWarnings({ models, sizes, scenario }: Plan): Warning[] {
  const runtimes = [...new Set(models.flatMap((name) => findModel(name)?.runtime ?? []))];
  if (scenario.knob !== 'size' || new Set(runtimes.map((runtime) => sizes[runtime])).size < 2) return [];
  const amounts = runtimes.map((runtime) => `${sizes[runtime].toLocaleString('en')} under ${runtime}`).join(', ');
  const message = `a task is of size ${amounts}: times can be compared within a runtime only (--size sets one for all)`;
  return [{ id: 'sizes-differ', message }];
}

function reportLane(lane: Lane, speedUp: SpeedUp | undefined, { scenario, sizes }: Plan): ReportLane {
  const { model, state, reason } = lane;
  const runtime: Runtime | undefined = findModel(model)?.runtime;
  return {
    model,
    runtime: lane.runtime ?? runtime ?? 'unknown',
    size: sizes[runtime ?? 'node'],
    state,
    ...defined({ reason }),
    rounds: reportRounds(lane, scenario.closing),
    ...(speedUp !== undefined && { speedup: speedUp.wall, workSpeedup: speedUp.work }),
  };
}

function reportRounds(lane: Lane, closing: string): ReportRound[] {
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
  return [
    {
      ...figures,
      ...defined({ peakBytes: lane.usage?.peakBytes, closing: closingOf(lane, closing), gil: reportGil(lane) }),
      workers: [...lane.workers.values()].map(reportWorker),
      tasks: lane.tasks.map(reportTask),
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

function reportTask(task: Lane['tasks'][number]): ReportTask {
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
    lines,
  };
}

function inMs(us: number | undefined): number | undefined {
  return us === undefined ? undefined : us / 1_000;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The object without its undefined members. */
function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>;
}
