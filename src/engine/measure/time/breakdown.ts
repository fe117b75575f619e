import { type Lane, type LaneTask, type LaneWorker, noWaits } from '../../lane/lane.ts';
import { type Activity, activityOf } from './activity.ts';
import { allot } from './allot.ts';
import { mostWaitedForGil } from './gil.ts';
import { nativeShares } from './native.ts';
import { type Gap, timelineOf, type WorkerTimeline } from './timeline.ts';
import { tellsNotOfWaits, usedBy } from './used.ts';
import { waitKinds } from './waits.ts';

/**
 * What a worker's wall time can go to, in µs unless a name says ms. The unit is the worker, not the task: an instant
 * counts once however many tasks overlap in it.
 */
export interface Parts {
  /** From the moment it was asked for until it could take tasks, CPU time included: see {@link WorkerTimeline}'s `ready`. */
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
  /** Told, or of tasks that are the user's own found out: see {@link withUntoldWaits}. */
  readonly io: number;
  /** The part of its I/O in which native code computed on other threads of the process: see native.ts. */
  readonly native: number;
  /** Blocked in telling what its tasks do, as the pipe was full. */
  readonly output: number;
  /** From its last task's end to its own. */
  readonly tearDown: number;
  /** With a task that was in no wait, but neither on a core nor known to be waiting for one. */
  readonly unattributed: number;
}

/** Where a worker's time went, µs. */
interface WorkerBreakdown {
  /** From asked for to gone; exactly the sum of its parts. */
  readonly whole: number;
  readonly parts: Parts;
}

/** Where the time of a lane's workers went, µs. */
export interface Breakdown {
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
  native: 0,
  output: 0,
  tearDown: 0,
  unattributed: 0,
};

/** The names of all parts, in the order in which a worker comes to them. */
export const partNames = Object.keys(none) as (keyof Parts)[];

/**
 * Breaks down a lane that has ended. Without workers, everything is zero.
 *
 * @param cores that it could use; where that is not said, as many as it has threads
 */
export function breakdownOf(lane: Lane, cores?: number): Breakdown {
  const parts = { ...none };
  let whole = 0;
  for (const worker of workerBreakdowns(lane, cores)) {
    whole += worker.whole;
    for (const name of partNames) parts[name] += worker.parts[name];
  }
  return { whole, parts };
}

/**
 * Whether work keeps a core busy for more than half of its time, told from where the time of a lane went that
 * does one task after the other. What it waited for a core is no time of the work.
 */
export function isComputing({ running, native, sleep, io, output, unattributed }: Parts): boolean {
  return running + native > sleep + io + output + unattributed;
}

/** Where the time of each worker of a lane went, in the order of the lane. */
export function workerBreakdowns(lane: Lane, cores = Number.POSITIVE_INFINITY): WorkerBreakdown[] {
  const mostForGil = mostWaitedForGil(lane);
  const nativeShare = nativeShares(lane, cores);
  return timelineOf(lane).map((timeline) => {
    const { worker } = timeline;
    const told = breakDown(timeline);
    const breakdown = tellsNotOfGil(worker, lane) ? withGil(told, mostForGil(worker)) : told;
    return withNative(tellsNotOfWaits(worker) ? withUntoldWaits(breakdown) : breakdown, nativeShare(worker));
  });
}

function breakDown({
  worker,
  asked,
  ready,
  ended,
  tasks,
  gaps,
}: WorkerTimeline<LaneWorker, LaneTask>): WorkerBreakdown {
  const active = withFurther(activityOf(tasks), worker.furtherWaitsUs);
  const { running, runQueue, waiting, unattributed } = allot(active, usedBy(worker));
  const parts = {
    ...none,
    startUp: ready - asked,
    queueing: lengthOf(gaps, 'queueing'),
    passing: lengthOf(gaps, 'passing'),
    running,
    runQueue,
    ...waiting,
    tearDown: lengthOf(gaps, 'tearDown'),
    unattributed,
  };
  return { whole: ended - asked, parts };
}

function lengthOf(gaps: readonly Gap[], kind: Gap['kind']): number {
  return gaps.reduce((sum, gap) => (gap.kind === kind ? sum + gap.to - gap.from : sum), 0);
}

/** The share of its waits for I/O in which it was native code that it waited for. */
function withNative({ whole, parts }: WorkerBreakdown, share: number): WorkerBreakdown {
  const native = parts.io * share;
  return { whole, parts: { ...parts, io: parts.io - native, native } };
}

/**
 * A thread of CPython's that has a task and is in none of its waits computes or wants to. Where
 * it neither had a core nor was runnable, it was asleep, and beside other threads under the same
 * GIL that is what it slept for, up to what can have been: see {@link mostWaitedForGil}.
 */
function withGil({ whole, parts }: WorkerBreakdown, most: number): WorkerBreakdown {
  const gil = Math.min(parts.unattributed, most);
  return { whole, parts: { ...parts, gil: parts.gil + gil, unattributed: parts.unattributed - gil } };
}

/**
 * The user's own tasks do not tell what they wait for. What neither had a core nor wanted one was asleep until
 * something came: an answer, a file, a child process, a lock.
 */
function withUntoldWaits({ whole, parts }: WorkerBreakdown): WorkerBreakdown {
  return { whole, parts: { ...parts, io: parts.io + parts.unattributed, unattributed: 0 } };
}

/** It is under a GIL with others, and the kernel tells who was runnable (schedstat). */
function tellsNotOfGil({ usage }: LaneWorker, { hasGil, workers }: Lane): boolean {
  return hasGil === true && workers.size > 1 && usage?.runQueueUs !== undefined;
}

/** Waits of which only the sum was kept are taken from the time in which nothing else is known of the worker. */
function withFurther({ busy, waiting }: Activity, further = noWaits): Activity {
  let rest = busy;
  const filled = { ...waiting };
  for (const kind of waitKinds) {
    const fitting = Math.min(rest, further[kind]);
    filled[kind] += fitting;
    rest -= fitting;
  }
  return { busy: rest, waiting: filled };
}
