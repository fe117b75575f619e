import { findModel, isSequential } from '../../catalog.ts';
import type { Lane } from '../../lane/lane.ts';
import type { Breakdown } from '../time/breakdown.ts';
import type { Parallelism } from '../time/parallelism.ts';
import { wordedMs } from '../worded-time.ts';

/** What a model costs besides the work, and how much of the work it does at once. Times in ms. */
export interface ModelCosts {
  /** Paid once a run. */
  readonly perRunMs: number;
  /** Paid for each task: its worker's start, or its message. */
  readonly perTaskMs: number;
  /** How many tasks get on at the same time. */
  readonly width: number;
  /** Whether more tasks than that share the cores by turns of the scheduler, instead of each waiting for a whole one. */
  readonly shares: boolean;
}

/** Beyond so many tasks nobody asks any more. */
const mostTasks = 10_000;

/**
 * What a measured lane cost. A start-up keeps a core busy, so workers that start at once share the
 * cores for it: what each took is divided by how many could.
 *
 * @param cores cores that could be used, with the quota's fraction
 */
export function costsOf(lane: Lane, { parts }: Breakdown, { workers, usable }: Parallelism, cores: number): ModelCosts {
  const kind = findModel(lane.model)?.workers ?? 'loop';
  const tasks = Math.max(1, lane.tasks.length);
  const around = (parts.startUp + parts.tearDown) / 1_000;
  const passing = parts.passing / 1_000 / tasks / Math.max(1, workers);
  if (kind === 'one-a-task') {
    const starting = (around + parts.passing / 1_000) / tasks / usable;
    return { perRunMs: 0, perTaskMs: starting, width: widthOf(parts, Number.POSITIVE_INFINITY, cores), shares: true };
  }
  if (kind === 'pool')
    return { perRunMs: around / usable, perTaskMs: passing, width: widthOf(parts, workers, cores), shares: false };
  const overlapping = isSequential(lane.model) ? 1 : Number.POSITIVE_INFINITY;
  return { perRunMs: around, perTaskMs: passing, width: widthOf(parts, overlapping, 1), shares: false };
}

/** Work that mostly computes is limited by cores, work that mostly waits by workers alone. */
function widthOf(
  { running, runQueue, unattributed, sleep, io }: Breakdown['parts'],
  workers: number,
  cores: number,
): number {
  const computes = running + runQueue + unattributed >= sleep + io;
  return Math.max(1, computes ? Math.min(workers, cores) : workers);
}

/** How long `tasks` tasks of `lengthMs` each take: as many rounds of them as the width asks for, and the costs. */
export function predictedMs(costs: ModelCosts, tasks: number, lengthMs: number): number {
  return costs.perRunMs + tasks * costs.perTaskMs + roundsOf(costs, tasks) * lengthMs;
}

/**
 * From what length of a task, in ms, `model` is faster than `base` with this many tasks; 0 when it
 * always is, undefined when it never is.
 */
export function breakEvenLength(model: ModelCosts, base: ModelCosts, tasks: number): number | undefined {
  const extra = predictedMs(model, tasks, 0) - predictedMs(base, tasks, 0);
  const saved = roundsOf(base, tasks) - roundsOf(model, tasks);
  if (saved > 0) return Math.max(0, extra / saved);
  return saved === 0 && extra < 0 ? 0 : undefined;
}

/**
 * From how many tasks of this length, in ms, `model` is faster than `base`, and stays so with more;
 * undefined when it never is (up to 10,000 tasks).
 */
export function breakEvenTasks(model: ModelCosts, base: ModelCosts, lengthMs: number): number | undefined {
  for (let tasks = mostTasks; tasks > 0; tasks -= 1) {
    if (predictedMs(model, tasks, lengthMs) < predictedMs(base, tasks, lengthMs)) continue;
    return tasks === mostTasks ? undefined : tasks + 1;
  }
  return 1;
}

/** A break-even in words: `forks pay off from 85 ms a task at 4 tasks`. */
export function describeBreakEven(model: string, base: string, tasks: number, lengthMs: number | undefined): string {
  const at = tasks === 1 ? '1 task' : `${tasks} tasks`;
  if (lengthMs === undefined) return `${model}: no gain over ${base} at ${at}, however long a task is`;
  if (lengthMs === 0) return `${model}: a gain over ${base} at ${at}, however short a task is`;
  return `${model} pay off from ${wordedMs(lengthMs)} a task at ${at}`;
}

function roundsOf({ width, shares }: ModelCosts, tasks: number): number {
  if (width === Number.POSITIVE_INFINITY) return 1;
  return shares ? Math.max(1, tasks / width) : Math.ceil(tasks / width);
}
