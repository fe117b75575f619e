import { shownPath } from '../../tasks/own-work.ts';
import type { Scenario } from '../../tasks/workload.ts';
import { defined } from '../defined.ts';
import type { Environment } from '../measure/environment.ts';
import { onPurposeOf, type Plan } from '../plan.ts';
import { comparedLanes, judgedRuns } from '../session/counted.ts';
import type { SessionState } from '../session/session-state.ts';
import { adviceFor } from './advice.ts';
import { breakEvensOf } from './break-even.ts';
import { othersCoresOf, sessionWarnings } from './circumstances.ts';
import { type Report, type ReportScenario, type ReportWork, reportSchema } from './report.ts';
import { reportLanes } from './report-lane.ts';
import { reportVerdicts } from './verdict.ts';

/** Makes the report of a session as it stands. */
export function reportOf(plan: Plan, session: SessionState, environment: Environment): Report {
  const { scenario, order, parameters, workers, live, switchIntervalMs, libuvThreads, seed, rounds, warmUp } = plan;
  const { tasks, size, delayMs, urls } = parameters;
  const runs = judgedRuns(plan, session);
  const [verdict, ...otherVerdicts] = reportVerdicts(comparedLanes(plan, runs), plan.seed);
  const speedUps = [verdict, ...otherVerdicts].flatMap((each) => each.speedUps);
  const lanes = reportLanes(plan, session, runs, speedUps);
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
  return work && { file: shownPath(work), export: work.name, inputs: work.inputs.from };
}
