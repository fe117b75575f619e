import { lessonOf, type Scenario } from '../../tasks/workload.ts';
import { baselineFor, findModel } from '../catalog.ts';
import { defined } from '../defined.ts';
import type { Environment } from '../measure/environment.ts';
import { geometricMean } from '../measure/statistics/summary.ts';
import { isComputing } from '../measure/time/breakdown.ts';
import { onPurposeOf, type Plan } from '../plan.ts';
import { defaultRuntime, type RuntimeId } from '../runtimes/runtimes.ts';
import { comparedLanes, type JudgedRun, judgedRuns, ratiosOf } from '../session/counted.ts';
import { type LaneRuns, outcomeOf, type SessionState } from '../session/session-state.ts';
import { adviceFor } from './advice.ts';
import { breakEvensOf } from './break-even.ts';
import { othersCoresOf, sessionWarnings } from './circumstances.ts';
import { type Report, type ReportLane, type ReportScenario, type ReportWork, reportSchema } from './report.ts';
import { reportRound } from './round.ts';
import { type ReportVerdict, reportVerdicts } from './verdict.ts';

/** Makes the report of a session as it stands. */
export function reportOf(plan: Plan, session: SessionState, environment: Environment): Report {
  const { scenario, order, parameters, workers, live, switchIntervalMs, libuvThreads, seed, rounds, warmUp } = plan;
  const { tasks, size, delayMs, urls } = parameters;
  const runs = judgedRuns(plan, session);
  const [verdict, ...otherVerdicts] = reportVerdicts(comparedLanes(plan, runs), plan.seed);
  const speedUps = [verdict, ...otherVerdicts].flatMap((each) => each.speedUps);
  const lanes = [...session.lanes].map(([lane, own]) => reportLane(lane, own, runs, speedUps, plan));
  const othersCores = othersCoresOf(plan, runs);
  const told: ReportScenario = {
    id: scenario.id,
    ...defined({ work: workOf(scenario) }),
    order,
    tasks,
    size,
    delayMs,
    workers,
    live,
    switchIntervalMs,
    ...defined({ libuvThreads }),
    urls,
    ...defined({ onPurpose: onPurposeOf(plan) }),
    seed,
    rounds,
    warmUp,
  };
  const { work } = scenario;
  return {
    schema: reportSchema,
    environment,
    scenario: told,
    lanes,
    verdict,
    otherVerdicts,
    breakEven: breakEvensOf(lanes, told, environment, speedUps),
    ...defined({ othersCores }),
    warnings: sessionWarnings(plan, runs, environment, { verdicts: [verdict, ...otherVerdicts], othersCores }),
    ...defined({ advice: work && adviceFor({ lanes, scenario: told, environment }, work) }),
    ...([...runs.values()].flat().some(({ notCompared }) => notCompared) && { results: 'not compared' as const }),
  };
}

function workOf({ work }: Scenario): ReportWork | undefined {
  return work && { file: work.path, export: work.name, inputs: work.inputs.from };
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
