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
}

/** What became of one lane. */
export interface LaneChange {
  readonly model: string;
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
  /** It got slower, certainly, and by more than the tolerance, also when what the machine got slower is taken off. */
  readonly worse: boolean;
}

interface LaneSummary {
  readonly state: LaneState;
  /** How many of its rounds count. */
  readonly rounds: number;
  /** Geometric mean of their wall times. */
  readonly wallMs?: number;
}

/** Compares the lanes of these names, which both reports have. `tolerance` is a share: 0.1 for 10 %. */
export function compareSessions(
  base: Report,
  next: Report,
  { models, tolerance }: { models: readonly string[]; tolerance: number },
): SessionComparison {
  const changes = models.flatMap((model) => {
    const [before, after] = [base, next].map(({ lanes }) => lanes.find((lane) => lane.model === model));
    return before === undefined || after === undefined ? [] : [changeOf(before, after)];
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
      return { ...change, ...p, outcome, worse: outcome === 'slower' && leastRatio(change) > 1 + tolerance };
    }),
  };
}

/** How many times as long it took, or how many times as much longer than the reference loop, whichever is less. */
function leastRatio({ ratio = 1, machine = 1 }: Pick<LaneChange, 'ratio' | 'machine'>): number {
  return Math.min(ratio, ratio / machine);
}

type Measured = Omit<LaneChange, 'outcome' | 'worse'>;

function changeOf(base: ReportLane, next: ReportLane): Measured & { equivalent: boolean } {
  const [runs, nextRuns] = [timedRuns(base), timedRuns(next)];
  const common = { model: next.model, base: summaryOf(base, runs), next: summaryOf(next, nextRuns) };
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

function summaryOf({ state }: ReportLane, runs: readonly TimedRun[]): LaneSummary {
  const wall = runs.length === 0 ? {} : { wallMs: geometricMean(runs.map(({ time }) => time)) };
  return { state, rounds: runs.length, ...wall };
}
