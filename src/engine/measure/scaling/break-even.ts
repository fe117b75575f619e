import { findModel, isSequential, partsOf } from '../../catalog.ts';
import { counted, wordedMs } from '../../text/numbers.ts';
import { equivalenceFactor } from '../statistics/comparison.ts';
import type { Parts } from '../time/breakdown.ts';

/** What is known of a measured lane; times in ms, all of typical runs. */
export interface MeasuredLane {
  /** Its name. */
  readonly lane: string;
  readonly wallMs: number;
  /** Until the first task began. */
  readonly startUpMs: number;
  /** From the begin of the first task to the end of the last. */
  readonly workMs: number;
  readonly tearDownMs: number;
  readonly cpuMs: number;
  /** Where the time of its workers went, summed over them. */
  readonly breakdownMs: Readonly<Record<keyof Parts, number>>;
}

/** Under what lanes were measured. */
export interface Ground {
  readonly tasks: number;
  /** Cores that could be used, with the quota's fraction. */
  readonly cores: number;
  /** Size of the pools, for lanes that have no number of their own. */
  readonly workers: number;
  /** How many threads or processes may live at once, likewise. */
  readonly live: number;
}

/** What a lane costs besides the work, and how much of the work it does at once. Times in ms. */
export interface LaneCosts {
  /** Paid once a run. */
  readonly perRunMs: number;
  /** Paid for each task: its worker's start, or its message. */
  readonly perTaskMs: number;
  /** How many tasks can be under way at once. */
  readonly slots: number;
  /** How many tasks' worth of progress is made at once at most; more than that under way take turns. */
  readonly speed: number;
}

/** A lane against the one that does one task after the other. Times in ms. */
export interface BreakEven {
  readonly lane: string;
  readonly against: string;
  readonly tasks: number;
  /** On how many rounds it rests: those that count of both lanes. */
  readonly rounds: number;
  /** How long a task took, one after the other. */
  readonly lengthMs: number;
  /** From what length of a task on the lane is faster with so many tasks; absent where it never is. */
  readonly fromLengthMs?: number;
  /** From how many tasks of that length on it is faster; absent where it never is. */
  readonly fromTasks?: number;
}

/** Beyond so many tasks nobody asks any more. */
const mostTasks = 10_000;

/** By this tasks that are all under way at once may take longer than one alone, without hindering each other. */
const hardlyLonger = 1.25;

/** Halvings until a root is exact enough. */
const halvings = 60;

/** Costs of the lane that does one task after the other. */
export function baseCostsOf({ wallMs, workMs }: MeasuredLane): LaneCosts {
  return { perRunMs: wallMs - workMs, perTaskMs: 0, slots: 1, speed: 1 };
}

/**
 * What a measured lane cost besides the work. How long the work alone takes is known from `base`,
 * the lane that did one task after the other: what the lane took longer than that is its cost. It
 * is no less than the time in which certainly no task ran, before the first and after the last;
 * and no more than all that its workers spent on starting, passing data and ending, as if they had
 * done so one after the other. What is beyond that, the work itself took: it got on with fewer tasks
 * at once than cores would allow, as under a GIL, or with two workers on the two halves of one core.
 */
export function costsOf(lane: MeasuredLane, base: MeasuredLane, ground: Ground): LaneCosts {
  const { tasks } = ground;
  const lengthMs = base.workMs / tasks;
  const slots = slotsOf(lane.lane, ground);
  const { startUp, passing, tearDown } = lane.breakdownMs;
  const least = lane.startUpMs + lane.tearDownMs;
  const most = Math.max(least, startUp + passing + tearDown);
  const speed = speedWithin(lane.wallMs - most, lengthMs, tasks, { slots, speed: fastest(lane, base, ground) });
  const cost = Math.min(most, Math.max(least, lane.wallMs - turnsOf({ slots, speed }, tasks) * lengthMs));
  if (findModel(lane.lane)?.workers === 'one-a-task') return { perRunMs: 0, perTaskMs: cost / tasks, slots, speed };
  const perTaskMs = Math.min(cost, passing / Math.min(slots, tasks)) / tasks;
  return { perRunMs: cost - tasks * perTaskMs, perTaskMs, slots, speed };
}

/** How many tasks a lane can have under way at once. */
export function slotsOf(lane: string, { workers, live }: Ground): number {
  const kind = findModel(lane)?.workers;
  const own = partsOf(lane).workers;
  if (kind === 'pool') return own ?? workers;
  if (kind === 'one-a-task') return own ?? live;
  return isSequential(lane) ? 1 : (own ?? Number.POSITIVE_INFINITY);
}

/**
 * As many tasks' worth of progress as the cores allow for: if a task by itself keeps a core busy
 * for a share of its time, no more than cores divided by the share; on one event loop no more
 * than one divided by the share for which it keeps the loop's own thread busy. Tasks that took more
 * of a core than `base` needed for them share the cores by so much more. The shares are those of
 * the time of the tasks alone: a lane's start is no time in which a task waited, nor is its wait
 * for a core, nor what goes on between two tasks.
 */
function fastest(lane: MeasuredLane, base: MeasuredLane, { cores }: Ground): number {
  const { startUp, tearDown } = lane.breakdownMs;
  const more = Math.max(1, (lane.cpuMs - startUp - tearDown) / base.cpuMs);
  const { running, runQueue, passing } = base.breakdownMs;
  const share = (ms: number) => ms / Math.max(ms, base.workMs - runQueue - passing);
  const ofCores = Math.max(1, cores / share(base.cpuMs)) / more;
  return findModel(lane.lane)?.workers === 'loop' ? Math.min(ofCores, 1 / share(running)) : ofCores;
}

/** The speed at which tasks take at least `ms`: that of `allowed`, or the lower one at which they take just as long. */
function speedWithin(ms: number, lengthMs: number, tasks: number, allowed: Pick<LaneCosts, 'slots' | 'speed'>): number {
  const { slots } = allowed;
  const turns = turnsOf(allowed, tasks);
  // All of them at once in little more than one's time: that more of them would take turns is not shown.
  if (turns * lengthMs * (turns === 1 ? hardlyLonger : 1) >= ms) return allowed.speed;
  let slow = (tasks * lengthMs) / ms / tasks;
  let fast = Math.min(allowed.speed, tasks);
  for (let step = 0; step < halvings; step += 1) {
    const speed = (slow + fast) / 2;
    if (turnsOf({ slots, speed }, tasks) * lengthMs > ms) slow = speed;
    else fast = speed;
  }
  return fast;
}

/** How long `tasks` tasks of `lengthMs` each take: as many rounds of them as it needs, and the costs. */
export function predictedMs(costs: LaneCosts, tasks: number, lengthMs: number): number {
  return costs.perRunMs + tasks * costs.perTaskMs + turnsOf(costs, tasks) * lengthMs;
}

/**
 * From what length of a task, in ms, `lane` is faster than `base` with this many tasks; undefined
 * where it never is, or by less than a tenth however long a task is.
 */
export function breakEvenLength(lane: LaneCosts, base: LaneCosts, tasks: number): number | undefined {
  if (!gains(lane, base, tasks)) return undefined;
  const extra = predictedMs(lane, tasks, 0) - predictedMs(base, tasks, 0);
  return Math.max(0, extra / (turnsOf(base, tasks) - turnsOf(lane, tasks)));
}

/**
 * From how many tasks of this length, in ms, `lane` is faster than `base`, and stays so with more;
 * undefined when it never is (up to 10,000 tasks).
 */
export function breakEvenTasks(lane: LaneCosts, base: LaneCosts, lengthMs: number): number | undefined {
  for (let tasks = mostTasks; tasks > 0; tasks -= 1) {
    if (gains(lane, base, tasks) && predictedMs(lane, tasks, lengthMs) < predictedMs(base, tasks, lengthMs)) continue;
    return tasks === mostTasks ? undefined : tasks + 1;
  }
  return 1;
}

function gains(lane: LaneCosts, base: LaneCosts, tasks: number): boolean {
  return turnsOf(base, tasks) >= equivalenceFactor * turnsOf(lane, tasks);
}

/**
 * How many times the length of a task so many of them take. Each time as many as there are slots
 * for are under way, sharing the progress that can be made, at most one task's each.
 */
function turnsOf({ slots, speed }: Pick<LaneCosts, 'slots' | 'speed'>, tasks: number): number {
  const turns = (together: number) => Math.max(1, together / speed);
  if (tasks <= slots) return turns(tasks);
  const rest = tasks % slots;
  return Math.floor(tasks / slots) * turns(slots) + (rest === 0 ? 0 : turns(rest));
}

/** A break-even in words: `forks pay off from 85 ms a task at 4 tasks, and from 2 tasks at 0.35 s a task`. */
export function describeBreakEven({ lane, against, tasks, lengthMs, fromLengthMs, fromTasks }: BreakEven): string {
  const at = counted(tasks, 'task');
  if (fromLengthMs === undefined) return `${lane}: no gain over ${against} at ${at}, however long a task is`;
  const length = wordedMs(lengthMs);
  const verb = partsOf(lane).id.endsWith('s') ? 'pay off' : 'pays off';
  const from =
    fromLengthMs === 0
      ? `${verb} at ${at}, however short a task is`
      : `${verb} from ${wordedMs(fromLengthMs)} a task at ${at}`;
  const more =
    fromTasks === undefined
      ? `; at ${length} a task no number of tasks is enough`
      : `, and from ${counted(fromTasks, 'task')} at ${length} a task`;
  return `${lane} ${from}${more}`;
}
