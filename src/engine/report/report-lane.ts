import { lessonOf } from '../../tasks/workload.ts';
import { baselineFor, findModel } from '../catalog.ts';
import { defined } from '../defined.ts';
import { geometricMean } from '../measure/statistics/summary.ts';
import { isComputing } from '../measure/time/breakdown.ts';
import type { Plan } from '../plan.ts';
import { defaultRuntime, type RuntimeId } from '../runtimes/runtimes.ts';
import { type JudgedRun, ratiosOf } from '../session/counted.ts';
import { type LaneRuns, outcomeOf, type SessionState } from '../session/session-state.ts';
import type { ReportLane } from './report.ts';
import { reportRound } from './round.ts';
import type { ReportVerdict } from './verdict.ts';

/** The lanes of a session, with the speed-ups that were decided on as far as they are. */
export function reportLanes(
  plan: Plan,
  session: SessionState,
  runs: ReadonlyMap<string, readonly JudgedRun[]>,
  speedUps: ReportVerdict['speedUps'],
): ReportLane[] {
  return [...session.lanes].map(([lane, own]) => reportLane(lane, own, runs, speedUps, plan));
}

function reportLane(
  lane: string,
  laneRuns: LaneRuns,
  all: ReadonlyMap<string, readonly JudgedRun[]>,
  speedUps: ReportVerdict['speedUps'],
  { scenario, sizes }: Plan,
): ReportLane {
  const { state, reason } = outcomeOf(laneRuns);
  const runtime: RuntimeId | undefined = findModel(lane)?.runtime;
  const runs = all.get(lane) ?? [];
  const ratios = ratiosOf(lane, all);
  const computing = computingRounds(all.get(baselineFor(lane) ?? '') ?? []);
  const speedUp = speedUps.find((comparison) => comparison.lane === lane);
  const work = [...ratios.values()].flatMap((ratio) => (ratio.work > 0 ? ratio.work : []));
  return {
    lane,
    runtime: laneRuns.lane.runtime ?? runtime ?? 'unknown',
    size: sizes[runtime ?? defaultRuntime],
    state,
    ...defined({ reason }),
    rounds: runs.map((run, index) => {
      const isLast = index === runs.length - 1 && laneRuns.lane.epoch !== undefined;
      const ratio = run.counts ? ratios.get(run.round) : undefined;
      return reportRound(
        run,
        isLast ? laneRuns.lane : undefined,
        lessonOf(scenario).closing,
        computing.has(run.round) ? ratio?.wall : undefined,
      );
    }),
    ...defined({
      speedUp: speedUp?.ratio,
      speedUpInterval: speedUp?.interval,
      workSpeedUp: work.length === 0 ? undefined : geometricMean(work),
    }),
  };
}

/** In which rounds the work was seen to compute, by its sequential lane: of work that waits, cores say nothing. */
function computingRounds(base: readonly JudgedRun[]): ReadonlySet<number> {
  return new Set(base.flatMap(({ counts, round, partsMs }) => (counts && isComputing(partsMs) ? round : [])));
}
