import { significance } from '../measure/statistics/comparison.ts';
import type { Report } from '../report/report.ts';
import type { LaneChange, LaneSummary } from './comparison.ts';
import { type Doubt, doubtsOf } from './doubts.ts';

/** What was measured of a lane in two sessions; p corrected for all lanes. */
export type MeasuredChange = Omit<LaneChange, 'outcome' | 'works' | 'doubts' | 'worse'> & {
  /** Whether any change is shown to be within 10 %. */
  readonly equivalent: boolean;
};

/** What counts as worse. */
export interface Rigour {
  /** By how much of its time a lane may get slower, as a share. */
  readonly tolerance: number;
  /** Also what a busy machine can explain; absent for not. */
  readonly strict?: boolean;
}

interface Sessions {
  readonly base: Report;
  readonly next: Report;
}

/** What is to be said of it. */
export function judged(
  { equivalent, ...change }: MeasuredChange,
  sessions: Sessions,
  { tolerance, strict = false }: Rigour,
): LaneChange {
  const outcome = outcomeOf(change, equivalent);
  const works = worksOf(change);
  const told = { ...change, outcome, works };
  const doubts = doubtsAbout(told, sessions);
  const isBad = works === 'no-longer' || (outcome === 'slower' && leastRatio(change) > 1 + tolerance);
  return { ...told, doubts, worse: isBad && (strict || doubts.length === 0) };
}

function outcomeOf({ ratio, p }: Pick<LaneChange, 'ratio' | 'p'>, equivalent: boolean): LaneChange['outcome'] {
  if (ratio === undefined) return 'not-measured';
  if (p === undefined) return 'indicative';
  if (p <= significance) return ratio > 1 ? 'slower' : 'faster';
  return equivalent ? 'equivalent' : 'inconclusive';
}

/** It fails in a run, or none of its times counts, and that is its own doing. */
function worksOf({ base, next }: Pick<LaneChange, 'base' | 'next'>): LaneChange['works'] {
  if (base.rounds > 0 && isBroken(next) && (next.rounds === 0 || !isBroken(base))) return 'no-longer';
  return isBroken(base) && !isBroken(next) && next.rounds > 0 ? 'now' : 'as-before';
}

function isBroken({ state, resultsDiffer }: LaneSummary): boolean {
  return state === 'failed' || state === 'timed-out' || resultsDiffer === true;
}

function doubtsAbout(change: Omit<LaneChange, 'doubts' | 'worse'>, { base, next }: Sessions): Doubt[] {
  const before = { report: base, wallMs: change.base.wallMs ?? Number.POSITIVE_INFINITY };
  const after = { report: next, wallMs: change.next.wallMs ?? Number.POSITIVE_INFINITY };
  if (change.works === 'no-longer') {
    // Other programs can make a lane run out of time; nothing that is warned of makes it fail.
    const isLate = change.next.state === 'timed-out';
    return isLate ? doubtsOf(1, before, after).filter((doubt) => doubt === 'machine-busy') : [];
  }
  if (change.outcome === 'slower') return doubtsOf(leastRatio(change), before, after);
  return change.outcome === 'faster' ? doubtsOf(1 / mostRatio(change), after, before) : [];
}

/** How many times as long it took, or how many times as much longer than the reference loop, whichever is less. */
function leastRatio({ ratio = 1, machine = 1 }: Pick<LaneChange, 'ratio' | 'machine'>): number {
  return Math.min(ratio, ratio / machine);
}

function mostRatio({ ratio = 1, machine = 1 }: Pick<LaneChange, 'ratio' | 'machine'>): number {
  return Math.max(ratio, ratio / machine);
}
