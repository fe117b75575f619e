import { defined } from '../../defined.ts';
import type { Lane, LaneWorker } from '../../lane/lane.ts';
import { type Figures, figuresOf } from '../figures.ts';
import { nativeShares } from './native.ts';

/** How well a lane used the cores. */
export interface Parallelism {
  /** CPU time over wall time: how many cores were in use on average. Absent where the CPU time is not known. */
  readonly effective?: number;
  /** Most workers alive at once. */
  readonly workers: number;
  /** Most tasks under way at once: on one event loop, how deep they overlapped. */
  readonly depth: number;
  /** What it could have used: the lesser of its workers, or the threads of its native code, and the machine's cores or quota. */
  readonly usable: number;
  /** Speed-up over `usable`; absent without a speed-up, and of work that waits, which needs no cores to be sped up. */
  readonly efficiency?: number;
  /** Experimentally determined serial fraction; absent as `efficiency` is, without a speed-up of 1 or more, and with one usable core. */
  readonly serialFraction?: number;
  /** Given up the core to wait; absent where the platform does not tell. */
  readonly voluntarySwitches?: number;
  /** Taken off the core by the scheduler. */
  readonly involuntarySwitches?: number;
  readonly memory?: MemoryBounds;
}

/**
 * Bounds of the peak memory of a run's processes together, bytes. Only each process's own peak is
 * known, not when it was reached, nor which pages are shared: at least the largest of them, at
 * most the largest sum of the peaks of processes that were alive at once.
 */
interface MemoryBounds {
  readonly atLeast: number;
  readonly atMost: number;
  /** Processes that told their peak, of those that there were. */
  readonly told: number;
  readonly processes: number;
}

/**
 * The parallelism of a lane that has ended; undefined for one in which no task began.
 *
 * @param cores cores that could be used: the quota where there is one, with its fraction
 */
export function parallelismOf(lane: Lane, cores: number): Parallelism | undefined {
  const figures = figuresOf(lane);
  if (figures === undefined || figures.wallMs === 0) return undefined;
  const workers = [...lane.workers];
  const most = mostAtOnce(workers.map((worker) => ({ ...lifeOf(worker, lane), amount: 1 })));
  const depth = depthOf(lane);
  const usable = Math.max(1, Math.min(Math.max(most, nativeThreads(lane, cores, depth)), cores));
  const switches = switchesOf(workers);
  const memory = memoryOf(lane);
  return {
    ...defined({ effective: effectiveOf(figures) }),
    workers: most,
    depth,
    usable,
    ...switches,
    ...(memory !== undefined && { memory }),
  };
}

/** The same with what follows from a speed-up over the sequential lane. */
export function withSpeedUp(parallelism: Parallelism, speedUp: number): Parallelism {
  const fraction = serialFraction(speedUp, parallelism.usable);
  return {
    ...parallelism,
    efficiency: speedUp / parallelism.usable,
    ...(fraction !== undefined && { serialFraction: fraction }),
  };
}

/**
 * The experimentally determined serial fraction of Karp and Flatt (Measuring Parallel Processor
 * Performance, Communications of the ACM 33, 1990). Below zero for a speed-up above the number of
 * processors; undefined for one processor or less, and for what is slower than sequential, of which
 * the law that it comes from has no account.
 */
export function serialFraction(speedUp: number, processors: number): number | undefined {
  return processors > 1 && speedUp >= 1 ? (1 / speedUp - 1 / processors) / (1 - 1 / processors) : undefined;
}

/** The most that the amounts of overlapping spans add up to. One that begins as another ends does not overlap it. */
export function mostAtOnce(spans: readonly { from: number; to: number; amount: number }[]): number {
  const changes = spans.flatMap(({ from, to, amount }) => [
    { at: from, by: amount },
    { at: to, by: -amount },
  ]);
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const { by } of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}

function effectiveOf({ cpuMs, wallMs }: Figures): number | undefined {
  return cpuMs === undefined ? undefined : cpuMs / wallMs;
}

/** How many of libuv's threads its tasks can have kept busy at once, where that is what they waited for. */
function nativeThreads(lane: Lane, cores: number, depth: number): number {
  const share = nativeShares(lane, cores);
  return [...lane.workers].some((worker) => share(worker) > 0) ? Math.min(depth, lane.libuvThreads ?? 0) : 0;
}

function depthOf({ tasks, lastAt }: Lane): number {
  return mostAtOnce(
    [...tasks].flatMap(({ startedAt, finishedAt }) =>
      startedAt === undefined ? [] : [{ from: startedAt, to: finishedAt ?? lastAt, amount: 1 }],
    ),
  );
}

function lifeOf({ askedAt, exitedAt }: LaneWorker, { lastAt }: Lane): { from: number; to: number } {
  return { from: askedAt, to: exitedAt ?? lastAt };
}

function switchesOf(workers: readonly LaneWorker[]): Pick<Parallelism, 'voluntarySwitches' | 'involuntarySwitches'> {
  const told = workers.filter(({ usage }) => usage?.voluntarySwitches !== undefined);
  if (told.length === 0) return {};
  const since = (name: 'voluntarySwitches' | 'involuntarySwitches') =>
    told.reduce((sum, { usage, startUsage }) => sum + (usage?.[name] ?? 0) - (startUsage?.[name] ?? 0), 0);
  return { voluntarySwitches: since('voluntarySwitches'), involuntarySwitches: since('involuntarySwitches') };
}

function memoryOf(lane: Lane): MemoryBounds | undefined {
  const children = [...lane.workers].filter(({ kind }) => kind === 'process');
  const processes = [
    { from: 0, to: lane.lastAt, peak: lane.usage?.peakBytes },
    ...children.map((worker) => ({ ...lifeOf(worker, lane), peak: worker.usage?.peakBytes })),
  ];
  const told = processes.flatMap(({ peak, ...life }) => (peak === undefined ? [] : [{ ...life, amount: peak }]));
  if (told.length === 0) return undefined;
  return {
    atLeast: told.reduce((most, { amount }) => Math.max(most, amount), 0),
    atMost: mostAtOnce(told),
    told: told.length,
    processes: processes.length,
  };
}
