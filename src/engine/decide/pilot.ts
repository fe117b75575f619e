import type { Lane } from '../lane/lane.ts';
import { workerBreakdowns } from '../measure/time/breakdown.ts';

/** What a first look at the work told: some of its tasks, one after the other. */
export interface Pilot {
  /** How many. */
  readonly tasks: number;
  /** How long one took, ms: the last, which finds the program warm. */
  readonly taskMs: number;
  /** The share of its time in which it kept a core busy, on its own thread or another. */
  readonly busy: number;
  /** The share of its time in which it kept the loop's own thread busy. */
  readonly loopBusy: number;
  /** From asking for the runner until it began to work, ms. */
  readonly bootMs: number;
}

/** What is known of the work after such a run; undefined where it did not come to its end. */
export function pilotOf(lane: Lane, bootMs: number): Pilot | undefined {
  const tasks = [...lane.tasks];
  if (lane.state !== 'finished' || tasks.length === 0) return undefined;
  const lengths = tasks.map(({ startedAt = 0, finishedAt = 0 }) => (finishedAt - startedAt) / 1_000);
  const workMs = lengths.reduce((sum, ms) => sum + ms, 0);
  const parts = workerBreakdowns(lane).map(({ parts }) => parts);
  const busyUs = parts.reduce((sum, { running, native }) => sum + running + native, 0);
  // What it waited for a core it would have been on one.
  const queuedUs = parts.reduce((sum, { runQueue }) => sum + runQueue, 0);
  const loopUs = parts.reduce((sum, { running }) => sum + running, 0);
  const wantedUs = Math.max(busyUs, workMs * 1_000 - queuedUs);
  return {
    tasks: tasks.length,
    taskMs: Math.max(lengths.at(-1) ?? 0, 0.001),
    busy: wantedUs === 0 ? 1 : Math.min(1, busyUs / wantedUs),
    loopBusy: wantedUs === 0 ? 1 : Math.min(1, loopUs / wantedUs),
    bootMs,
  };
}
