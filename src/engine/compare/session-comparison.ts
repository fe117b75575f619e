import { defined } from '../defined.ts';
import { changeBetween, type TimedRun } from '../measure/statistics/change.ts';
import { isEquivalent } from '../measure/statistics/comparison.ts';
import { holm } from '../measure/statistics/holm.ts';
import { geometricMean } from '../measure/statistics/summary.ts';
import type { Report, ReportLane } from '../report/report.ts';
import type { LaneSummary, SessionComparison } from './comparison.ts';
import { differencesOf } from './ground.ts';
import { judged, type MeasuredChange, type Rigour } from './judged.ts';

/**
 * Compares the lanes of these names, which both reports have. `tolerance` is a share: 0.1 for 10 %;
 * `strict` counts as worse also what a busy machine can explain.
 */
export function compareSessions(
  base: Report,
  next: Report,
  { lanes, tolerance, strict = false }: { readonly lanes: readonly string[] } & Rigour,
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
    strict,
    warnings: { base: base.warnings, next: next.warnings },
    differences: differencesOf(base, next),
    lanes: changes.map((change, index) => {
      const corrected = change.p === undefined ? change : { ...change, p: adjusted[index]?.p ?? 1 };
      return judged(corrected, { base, next }, { tolerance, strict });
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

type LaneOf = readonly [report: Report, lane: ReportLane];

function changeOf(base: LaneOf, next: LaneOf): MeasuredChange {
  const [runs, nextRuns] = [timedRuns(base[1]), timedRuns(next[1])];
  const common = { lane: next[1].lane, base: summaryOf(base, runs), next: summaryOf(next, nextRuns) };
  if (runs.length === 0 || nextRuns.length === 0) return { ...common, equivalent: false };
  const { inference, ...change } = changeBetween(runs, nextRuns);
  if (inference === undefined) return { ...common, ...change, equivalent: false };
  const { interval, p } = inference;
  return { ...common, ...change, interval, p, equivalent: isEquivalent(inference) };
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
  const resultsDiffer = wasMeasured && warnings.some(({ id }) => id === 'results-differ' || id === 'failures-differ');
  return { ...why, ...(resultsDiffer && { resultsDiffer: true }), rounds: 0 };
}
