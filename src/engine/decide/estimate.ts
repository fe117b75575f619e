import { findModel, isSequential } from '../catalog.ts';
import { type Ground, slotsOf } from '../measure/scaling/break-even.ts';
import type { Pilot } from './pilot.ts';

/** A worker's start, ms of one core: more than it takes, so that what is planned fits. */
const workerStartMs = 50;

/** What a run costs besides its life: the reference loop before and after it, and what stands between two runs, ms. */
export const betweenRunsMs = 80;

/** How long a run of a lane is likely to last, ms, before any has been seen; rather more than it will. */
export function guessedMs(lane: string, tasks: number, { taskMs, busy, bootMs }: Pilot, ground: Ground): number {
  const slots = slotsOf(lane, ground);
  const model = findModel(lane);
  const workers = model?.workers === 'loop' ? 0 : Math.min(tasks, model?.workers === 'pool' ? slots : tasks);
  // Whether threads of one process get on beside each other is not known yet.
  const coresAtOnce = model?.shared === 'process' ? 1 : ground.cores;
  const speed = isSequential(lane) ? 1 : Math.max(1, coresAtOnce / Math.max(busy, 0.01));
  const starts = (workers * workerStartMs) / ground.cores;
  return bootMs + starts + (tasks * taskMs) / Math.min(tasks, slots, speed) + betweenRunsMs;
}

/**
 * The largest number of tasks, at most `most`, with which `costMs` is within `limitMs`; fewer than
 * `least` are not tried, and where even they cost more it is they. What is not all of them is a
 * multiple of `step`: each worker gets as many as another.
 */
export function mostTasksWithin(
  limitMs: number,
  { least, most, step }: { readonly least: number; readonly most: number; readonly step: number },
  costMs: (tasks: number) => number,
): number {
  if (most <= least || costMs(most) <= limitMs) return most;
  let [fits, tooMany] = [least, most];
  while (tooMany - fits > 1) {
    const tasks = (fits + tooMany) >> 1;
    if (costMs(tasks) <= limitMs) fits = tasks;
    else tooMany = tasks;
  }
  return Math.max(least, fits - (fits % step));
}

/** Likewise for a trial: half of those that fit where that is not all, so that a race can have more, which what the trial predicts is held against. */
export function trialTasksWithin(
  limitMs: number,
  { most, step }: { readonly most: number; readonly step: number },
  costMs: (tasks: number) => number,
): number {
  const least = Math.min(most, step);
  const fitting = mostTasksWithin(limitMs, { least, most, step }, costMs);
  return fitting === most ? most : Math.max(least, step * Math.floor(fitting / 2 / step));
}
