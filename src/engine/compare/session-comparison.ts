import { defined } from '../defined.ts';
import type { LaneState } from '../lane/lane.ts';
import type { Interval } from '../measure/statistics/bootstrap.ts';
import { changeBetween, type TimedRun } from '../measure/statistics/change.ts';
import { isEquivalent, significance } from '../measure/statistics/comparison.ts';
import { holm } from '../measure/statistics/holm.ts';
import { geometricMean } from '../measure/statistics/summary.ts';
import type { Report, ReportLane } from '../report/report.ts';
import { type Difference, differencesOf } from './ground.ts';

/** What became of the lanes of one session in another. Times in ms. */
export interface SessionComparison {
  readonly schema: 'lanes/comparison@1';
  readonly scenario: string;
  /** By how much of its time a lane may get slower, as a share. */
  readonly tolerance: number;
  /** Where the sessions stand on different ground; empty where they can be compared. */
  readonly differences: readonly Difference[];
  readonly lanes: readonly LaneChange[];
  /** Lanes that the second session does not have. */
  readonly onlyInBase: readonly string[];
  /** Lanes that the first session does not have. */
  readonly onlyInNext: readonly string[];
}

/** What became of one lane. */
export interface LaneChange {
  readonly lane: string;
  readonly base: LaneSummary;
  readonly next: LaneSummary;
  /** How many times as long it took; absent where either has no time that counts. */
  readonly ratio?: number;
  /** 95 % interval of the ratio; absent with too few rounds. */
  readonly interval?: Interval;
  /** How many times as long the reference loop took; absent where it was not run. */
  readonly machine?: number;
  /** After Holm's correction over the lanes. */
  readonly p?: number;
  readonly outcome: 'faster' | 'slower' | 'equivalent' | 'inconclusive' | 'indicative' | 'not-measured';
  /**
   * It got slower, certainly, and by more than the tolerance, also when what the machine got slower is
   * taken off; or it failed, timed out or gave differing results, and had not before.
   */
  readonly worse: boolean;
}

interface LaneSummary {
  readonly state: LaneState;
  /** Why it is in that state, where that was told. */
  readonly reason?: string;
  /** None of its times counts, for the results of the same work differ. */
  readonly resultsDiffer?: true;
  /** How many of its rounds count. */
  readonly rounds: number;
  /** Geometric mean of their wall times. */
  readonly wallMs?: number;
}

/** Compares the lanes of these names, which both reports have. `tolerance` is a share: 0.1 for 10 %. */
export function compareSessions(
  base: Report,
  next: Report,
  { lanes, tolerance }: { lanes: readonly string[]; tolerance: number },
): SessionComparison {
  const changes = lanes.flatMap((name) => {
    const [before, after] = [base, next].map((report) => report.lanes.find(({ lane }) => lane === name));
    return before === undefined || after === undefined ? [] : [changeOf([base, before], [next, after])];
  });
  const adjusted = holm(changes.map(({ p = 1 }) => p));
  return {
    schema: 'lanes/comparison@1',
    scenario: next.scenario.id,
    tolerance,
    differences: differencesOf(base, next),
    lanes: changes.map(({ equivalent, ...change }, index) => {
      const p = change.p === undefined ? {} : { p: adjusted[index]?.p ?? 1 };
      const outcome = outcomeOf({ ...change, ...p }, equivalent);
      const isSlower = outcome === 'slower' && leastRatio(change) > 1 + tolerance;
      return { ...change, ...p, outcome, worse: isSlower || hasBroken(change) };
    }),
    onlyInBase: onlyIn(base, next),
    onlyInNext: onlyIn(next, base),
  };
}

/** Whether any lane has times that count in both sessions. */
export function comparesAny({ lanes }: SessionComparison): boolean {
  return lanes.some(({ outcome }) => outcome !== 'not-measured');
}

function onlyIn({ lanes }: Report, other: Report): string[] {
  return lanes.map(({ lane }) => lane).filter((name) => !other.lanes.some(({ lane }) => lane === name));
}

/** It no longer does what it did: it fails in a run, or none of its times counts, and that is its own doing. */
export function hasBroken({ base, next }: Pick<LaneChange, 'base' | 'next'>): boolean {
  return base.rounds > 0 && isBroken(next) && (next.rounds === 0 || !isBroken(base));
}

function isBroken({ state, resultsDiffer }: LaneSummary): boolean {
  return state === 'failed' || state === 'timed-out' || resultsDiffer === true;
}

/** How many times as long it took, or how many times as much longer than the reference loop, whichever is less. */
function leastRatio({ ratio = 1, machine = 1 }: Pick<LaneChange, 'ratio' | 'machine'>): number {
  return Math.min(ratio, ratio / machine);
}

type Measured = Omit<LaneChange, 'outcome' | 'worse'>;

type LaneOf = readonly [report: Report, lane: ReportLane];

function changeOf(base: LaneOf, next: LaneOf): Measured & { equivalent: boolean } {
  const [runs, nextRuns] = [timedRuns(base[1]), timedRuns(next[1])];
  const common = { lane: next[1].lane, base: summaryOf(base, runs), next: summaryOf(next, nextRuns) };
  if (runs.length === 0 || nextRuns.length === 0) return { ...common, equivalent: false };
  const { inference, ...change } = changeBetween(runs, nextRuns);
  if (inference === undefined) return { ...common, ...change, equivalent: false };
  const { interval, p } = inference;
  return { ...common, ...change, interval, p, equivalent: isEquivalent(inference) };
}

function outcomeOf({ ratio, p }: Measured, equivalent: boolean): LaneChange['outcome'] {
  if (ratio === undefined) return 'not-measured';
  if (p === undefined) return 'indicative';
  if (p <= significance) return ratio > 1 ? 'slower' : 'faster';
  return equivalent ? 'equivalent' : 'inconclusive';
}

function timedRuns({ rounds }: ReportLane): TimedRun[] {
  return rounds
    .filter(({ counts, wallMs }) => counts && wallMs > 0)
    .map(({ wallMs, reference: { beforeMs, afterMs } = { beforeMs: 0, afterMs: 0 } }) => ({
      time: wallMs,
      ...(beforeMs > 0 && afterMs > 0 && { reference: Math.sqrt(beforeMs * afterMs) }),
    }));
}

function summaryOf([{ warnings }, { state, reason, rounds }]: LaneOf, runs: readonly TimedRun[]): LaneSummary {
  const why = { state, ...defined({ reason }) };
  if (runs.length > 0) return { ...why, rounds: runs.length, wallMs: geometricMean(runs.map(({ time }) => time)) };
  const wasMeasured = rounds.some((round) => round.kind === 'measured' && round.state === 'finished');
  const resultsDiffer = wasMeasured && warnings.some(({ id }) => id === 'results-differ');
  return { ...why, ...(resultsDiffer && { resultsDiffer: true }), rounds: 0 };
}
