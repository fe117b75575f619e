import { findModel } from '../../catalog.ts';
import type { Lane, LaneTask, LaneWorker } from '../../lane/lane.ts';
import type { WaitKind } from '../../protocol.ts';
import { type Activity, activityOf, type Span } from './activity.ts';
import { allot } from './allot.ts';

/**
 * What a worker's wall time can go to, in µs. The unit is the worker, not the task: an instant
 * counts once however many tasks overlap in it.
 */
export interface Parts {
  /** From the moment it was asked for to its own first instruction, CPU time included. */
  readonly startUp: number;
  /** Up, but without a task: a pool's worker for which none is left. */
  readonly queueing: number;
  /** Up, with a task on its way: arguments, results and what the pool does between two tasks. */
  readonly passing: number;
  /** On a core, while it had a task. */
  readonly running: number;
  /** Runnable, without a core. */
  readonly runQueue: number;
  /** Told where the GIL is emulated; CPython tells nobody, so there it is found out: see {@link withGil}. */
  readonly gil: number;
  readonly sleep: number;
  readonly io: number;
  /** From its last task's end to its own. */
  readonly tearDown: number;
  /** With a task that was in no wait, but neither on a core nor known to be waiting for one. */
  readonly unattributed: number;
}

interface WorkerBreakdown {
  readonly worker: string;
  /** From asked for to gone; exactly the sum of its parts. */
  readonly whole: number;
  readonly parts: Parts;
}

/** Where the time of a lane's workers went, µs. */
export interface Breakdown {
  readonly workers: readonly WorkerBreakdown[];
  /** Sum over the workers. */
  readonly whole: number;
  readonly parts: Parts;
}

const none: Parts = {
  startUp: 0,
  queueing: 0,
  passing: 0,
  running: 0,
  runQueue: 0,
  gil: 0,
  sleep: 0,
  io: 0,
  tearDown: 0,
  unattributed: 0,
};

/** The names of all parts, in the order in which a worker comes to them. */
export const partNames = Object.keys(none) as (keyof Parts)[];

/** Breaks down a lane that has ended. Without workers, everything is zero. */
export function breakdownOf(lane: Lane): Breakdown {
  const workers = [...lane.workers.values()].map((worker) => withGil(breakDown(worker, lane), worker, lane));
  return {
    workers,
    whole: sum(workers.map(({ whole }) => whole)),
    parts: mapParts((name) => sum(workers.map(({ parts }) => parts[name]))),
  };
}

function breakDown(worker: LaneWorker, lane: Lane): WorkerBreakdown {
  const asked = Math.min(worker.askedAt, worker.startedAt);
  const end = Math.max(worker.startedAt, worker.exitedAt ?? lane.lastAt);
  const life = { from: worker.startedAt, to: end };
  const tasks = tasksOf(worker, lane, life);
  const active = withBeyond(activityOf(tasks, waitsOf(worker, lane)), lane.waits.beyond.get(worker.id));
  const { running, runQueue, waiting, unattributed } = allot(active, usedBy(worker, asked));
  const { passing, queueing, tearDown } = withoutTask([...tasks.values()], life, lane);
  const parts = {
    ...none,
    startUp: worker.startedAt - asked,
    queueing,
    passing,
    running,
    runQueue,
    ...waiting,
    tearDown,
    unattributed,
  };
  return { worker: worker.id, whole: end - asked, parts };
}

/**
 * A thread of CPython's that has a task and is in none of its waits computes or wants to. Where
 * it neither had a core nor was runnable, it was asleep, and beside other threads under the same
 * GIL there is next to nothing else that it can have slept for. Told only where the kernel tells
 * who was runnable (schedstat).
 */
function withGil(breakdown: WorkerBreakdown, { usage }: LaneWorker, lane: Lane): WorkerBreakdown {
  if (!lane.hasGil || lane.workers.size < 2 || usage?.runQueueUs === undefined) return breakdown;
  const { parts } = breakdown;
  return { ...breakdown, parts: { ...parts, gil: parts.gil + parts.unattributed, unattributed: 0 } };
}

/** The spans of the worker's tasks, cut to its life. One that did not come to its end lasted as long as the worker. */
function tasksOf({ id }: LaneWorker, lane: Lane, life: Span): Map<number, Span> {
  const own = lane.tasks.filter(
    (task): task is LaneTask & { startedAt: number } => task.worker === id && task.startedAt !== undefined,
  );
  return new Map(
    own.map((task) => [task.id, { from: clamp(task.startedAt, life), to: clamp(task.finishedAt ?? life.to, life) }]),
  );
}

function waitsOf({ id }: LaneWorker, { waits }: Lane) {
  return waits.spans
    .filter(({ worker }) => worker === id)
    .map(({ task, kind, at, us }) => ({ task, kind, from: at, to: at + us }));
}

/** Waits of which only the sum was kept are taken from the time in which nothing else is known of the worker. */
function withBeyond({ busy, waiting }: Activity, beyond: Partial<Record<WaitKind, number>> = {}): Activity {
  let rest = busy;
  const filled = { ...waiting };
  for (const [kind, us = 0] of Object.entries(beyond) as [WaitKind, number][]) {
    const fitting = Math.min(rest, us);
    filled[kind] += fitting;
    rest -= fitting;
  }
  return { busy: rest, waiting: filled };
}

/**
 * CPU and run-queue time of a worker since it began, µs. Where it did not tell what its start had
 * cost, all of the start is taken off both, the most that it can have been of either: what it was
 * less then shows as unattributed, not as work.
 */
function usedBy({ kind, startedAt, usage, startUsage }: LaneWorker, asked: number): { cpu: number; runQueue: number } {
  const atStart = kind === 'loop' ? 0 : startedAt - asked;
  return {
    cpu: Math.max(0, (usage?.cpuUs ?? 0) - (startUsage?.cpuUs ?? atStart)),
    runQueue: Math.max(
      0,
      (usage?.runQueueUs ?? 0) - (startUsage === undefined ? atStart : (startUsage.runQueueUs ?? 0)),
    ),
  };
}

/** The rest of a worker's life: before, between and after its tasks. */
function withoutTask(
  tasks: readonly Span[],
  { from, to }: Span,
  lane: Lane,
): Pick<Parts, 'passing' | 'queueing' | 'tearDown'> {
  const last = Math.max(from, ...tasks.map((task) => task.to));
  const laneEnd = Math.max(last, ...lane.tasks.map(({ finishedAt }) => finishedAt ?? 0));
  const idleUntil = findModel(lane.name)?.workers === 'pool' ? Math.min(to, laneEnd) : last;
  if (tasks.length === 0)
    return { passing: 0, queueing: Math.max(0, idleUntil - from), tearDown: to - Math.max(from, idleUntil) };
  const covered = coverage(tasks);
  return { passing: last - from - covered, queueing: idleUntil - last, tearDown: to - idleUntil };
}

function coverage(spans: readonly Span[]): number {
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return covered;
}

function clamp(at: number, { from, to }: Span): number {
  return Math.min(to, Math.max(from, at));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mapParts(usOf: (name: keyof Parts) => number): Parts {
  return Object.fromEntries(partNames.map((name) => [name, usOf(name)])) as unknown as Parts;
}
