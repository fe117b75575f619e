import { baselineFor, findModel, isSequential } from '../../catalog.ts';
import type { Ground, MeasuredLane } from '../scaling/break-even.ts';
import { equivalenceFactor } from '../statistics/comparison.ts';
import { isComputing, type Parts } from '../time/breakdown.ts';
import type { Passing } from '../time/passing.ts';

/** A measured lane, with what advice is given on; times in ms, sizes in bytes. */
export interface AdvisedLane extends MeasuredLane {
  /** Most tasks under way at once, and most workers alive at once. */
  readonly depth: number;
  readonly alive: number;
  /** How long each task of its last run took, in the order of the tasks. */
  readonly lengthsMs: readonly number[];
  /** How long each worker of its last run took to load the user's module; empty where none had to. */
  readonly loadsMs: readonly number[];
  readonly passing?: Passing;
  readonly peakBytes?: number;
  /** Its workers are threads of which CPython's GIL lets one run at a time. */
  readonly sharesGil: boolean;
}

/** A user's work as it was measured. */
export interface AdvisedWork {
  readonly ground: Ground;
  readonly lanes: readonly AdvisedLane[];
  /** Whether its function is asynchronous; absent where nobody looked. */
  readonly isAsync?: boolean;
  /** How long loading the file took by itself; absent likewise. In workers that start at once it takes longer. */
  readonly loadMs?: number;
  /** The file itself exports the inputs, and may make them as it is loaded. */
  readonly mayMakeInputs: boolean;
  /** How many threads libuv keeps for native code, and whether the user chose the number. */
  readonly libuvThreads: { readonly count: number; readonly isChosen: boolean };
  /** Memory that could be had at the session's start; absent where that is not known. */
  readonly freeBytes?: number;
}

/** A finding about the user's work, with what to do about it. */
export interface Advice {
  readonly id:
    | 'computes-on-the-loop'
    | 'blocks-the-loop'
    | 'libuv-pool-too-small'
    | 'data-costs-more-than-work'
    | 'module-loads-long'
    | 'more-workers-than-cores'
    | 'memory-runs-short'
    | 'gil-not-released'
    | 'gil-released'
    | 'tasks-uneven'
    | 'work-too-short';
  /** A sentence with the figures that it rests on. */
  readonly text: string;
  /** Where the documentation of Node or CPython says it. */
  readonly source: string;
}

/** What a rule finds; undefined where following it would gain less than a tenth. */
export type AdviceRule = (work: AdvisedWork) => Advice | undefined;

/** Less than a tenth is no gain worth advice. */
export const worthwhile = equivalenceFactor;

/** The lane that does one task after the other, which a lane is compared with. */
export function baseOf(lane: AdvisedLane, { lanes }: AdvisedWork): AdvisedLane | undefined {
  return lanes.find((one) => one.lane === baselineFor(lane.lane));
}

/** How many times as fast as that a lane was; undefined where that was not measured. */
export function speedUpOf(lane: AdvisedLane, work: AdvisedWork): number | undefined {
  const base = baseOf(lane, work);
  return base && base.wallMs / lane.wallMs;
}

/** The lanes in which all tasks share one event loop. */
export function loopsIn({ lanes }: AdvisedWork): AdvisedLane[] {
  return lanes.filter(({ lane }) => findModel(lane)?.workers === 'loop' && !isSequential(lane));
}

/** The lanes that have workers, the fastest first. */
export function workersIn({ lanes }: AdvisedWork): AdvisedLane[] {
  const own = lanes.filter(({ lane }) => findModel(lane)?.workers !== 'loop');
  return own.toSorted((a, b) => a.wallMs - b.wallMs);
}

/** Whether a lane that took so much less, ms, would be a tenth faster than any was: else following advice on it is no gain. */
export function wouldGain(lane: AdvisedLane, savedMs: number, { lanes }: AdvisedWork): boolean {
  const fastest = Math.min(...lanes.map(({ wallMs }) => wallMs));
  return (lane.wallMs - savedMs) * worthwhile <= fastest;
}

/** The time in which its workers had a task, ms. */
export function workMsOf({ breakdownMs }: AdvisedLane): number {
  const { running, runQueue, gil, sleep, io, native, output, unattributed } = breakdownMs;
  return running + runQueue + gil + sleep + io + native + output + unattributed;
}

/** The share of that time which went to some parts. */
export function shareOf(lane: AdvisedLane, ...names: readonly (keyof Parts)[]): number {
  const all = workMsOf(lane);
  return all === 0 ? 0 : names.reduce((sum, name) => sum + lane.breakdownMs[name], 0) / all;
}

/** Whether the work keeps a core busy, told by a lane that does one task after the other. */
export function computes(base: AdvisedLane | undefined): boolean {
  return base !== undefined && isComputing(base.breakdownMs);
}

/** Whether it runs in Python. */
export function isPython({ lane }: AdvisedLane): boolean {
  return findModel(lane)?.runtime === 'python';
}
