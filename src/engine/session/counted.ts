import { baselineFor, findModel } from '../catalog.ts';
import type { Figures } from '../measure/figures.ts';
import { differingRuns } from '../measure/results.ts';
import { median } from '../measure/statistics/summary.ts';
import type { Series } from '../measure/verdict/decision.ts';
import { groupOf, isSameWork, type Plan, runtimesOf } from '../plan.ts';
import type { RuntimeId } from '../runtimes/runtimes.ts';
import type { RunRecord } from './run-record.ts';
import { recordsOf, type SessionState } from './session-state.ts';

/** A run of a lane, and whether its times are compared with those of others. */
export interface JudgedRun extends RunRecord {
  readonly lane: string;
  /**
   * It was measured and finished, the machine was seen not to drift, and all runs of the same work
   * had the same results.
   */
  readonly counts: boolean;
}

/**
 * All runs of a session by their lane, judged; in the order in which lanes are shown. Where there is
 * a reference loop, a run counts only if it went before and after it.
 */
export function judgedRuns(plan: Plan, { lanes, cores }: SessionState): ReadonlyMap<string, readonly JudgedRun[]> {
  const all = [...lanes].map(([lane, runs]) => ({
    lane,
    runs: recordsOf(runs, cores).map((record) => ({ ...record, lane })),
  }));
  const differing = differingRuns(
    all.flatMap(({ runs }) => runs),
    (lane) => groupOf(plan, lane),
  );
  const isVoid = new Set(differing.map(({ lane }) => groupOf(plan, lane)));
  const isSteady = ({ kind, around }: RunRecord) =>
    kind === 'measured' && (plan.rounds === 1 || around?.reference !== undefined);
  return new Map(
    all.map(({ lane, runs }) => [
      lane,
      runs.map((run) => ({
        ...run,
        counts: run.state === 'finished' && isSteady(run) && !isVoid.has(groupOf(plan, lane)),
      })),
    ]),
  );
}

/** Lanes that are compared with each other: all, or those of a runtime where a task is not the same work in one as in another. */
export interface ComparedLanes {
  readonly runtime?: RuntimeId;
  readonly series: readonly Series[];
}

/** All lanes of a session, in groups within which they are compared. */
export type Compared = readonly [ComparedLanes, ...ComparedLanes[]];

/** The lanes of a session as they are compared; those of the first lane's runtime come first. */
export function comparedLanes(plan: Plan, runs: ReadonlyMap<string, readonly JudgedRun[]>): Compared {
  const series = [...runs].map(([lane, own]) => seriesOf(lane, own));
  const [first, ...others] = runtimesOf(plan);
  if (isSameWork(plan) || first === undefined) return [{ series }];
  const of = (runtime: RuntimeId) => ({
    runtime,
    series: series.filter(({ lane }) => findModel(lane)?.runtime === runtime),
  });
  return [of(first), ...others.map(of)];
}

/** A lane's wall times by round, undefined where none counts, ready to be decided on. */
function seriesOf(lane: string, runs: readonly JudgedRun[]): Series {
  const baseline = baselineFor(lane);
  const counted = countedByRound(runs);
  const rounds = [...counted.keys()].reduce((last, round) => Math.max(last, round), 0);
  const times = Array.from({ length: rounds }, (_, index) => {
    const ms = counted.get(index + 1)?.wallMs ?? 0;
    return ms > 0 ? ms : undefined;
  });
  return { lane, times, ...(baseline !== undefined && { baseline }) };
}

/** Median of the wall times that count, ms; undefined where none does. */
export function medianWallMs(runs: readonly JudgedRun[]): number | undefined {
  const counted = [...countedByRound(runs).values()].map(({ wallMs }) => wallMs);
  return counted.length === 0 ? undefined : median(counted);
}

/** How many times as fast as its baseline a lane was, in a round that counts for both. */
export interface RoundRatio {
  /** From start to end. */
  readonly wall: number;
  /** In the working time alone, start-up and tear-down apart; NaN where there was none. */
  readonly work: number;
}

/** The ratios of a lane to the sequential one of its runtime, by round; none for that one itself. */
export function ratiosOf(
  lane: string,
  all: ReadonlyMap<string, readonly JudgedRun[]>,
): ReadonlyMap<number, RoundRatio> {
  const baseline = baselineFor(lane);
  if (baseline === undefined || baseline === lane) return new Map();
  const base = countedByRound(all.get(baseline) ?? []);
  const own = countedByRound(all.get(lane) ?? []);
  return new Map(
    [...own].flatMap(([round, figures]) => {
      const against = base.get(round);
      if (against === undefined) return [];
      return [[round, { wall: against.wallMs / figures.wallMs, work: against.workMs / figures.workMs }]];
    }),
  );
}

function countedByRound(runs: readonly JudgedRun[]): ReadonlyMap<number, Figures> {
  return new Map(
    runs.flatMap(({ round, counts, figures }) => (counts && figures !== undefined ? [[round, figures]] : [])),
  );
}
