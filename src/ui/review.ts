import type { Environment } from '../engine/measure/environment.ts';
import type { Plan } from '../engine/plan.ts';
import { sessionAdvice } from '../engine/report/advice.ts';
import { differingLanes, othersCoresOf, sessionWarnings } from '../engine/report/circumstances.ts';
import type { ReportVerdict } from '../engine/report/verdict.ts';
import { type JudgedRun, medianWallMs } from '../engine/session/counted.ts';
import type { SessionState } from '../engine/session/session-state.ts';
import type { Review } from './picture.ts';

/** The median wall time of the rounds that count, in ms, of each lane that has any. */
export function mediansOf(runs: ReadonlyMap<string, readonly JudgedRun[]>): ReadonlyMap<string, number> {
  const medians = [...runs].flatMap(([lane, own]) => {
    const ms = medianWallMs(own);
    return ms === undefined ? [] : [[lane, ms] as const];
  });
  return new Map(medians);
}

/** What is to be said besides the verdict; more of it once there is one. */
export function reviewOf(
  plan: Plan,
  session: SessionState,
  environment: Environment,
  { runs, verdicts }: Pick<Review, 'runs'> & { readonly verdicts: readonly ReportVerdict[] },
): Review {
  const seen = { verdicts, othersCores: othersCoresOf(plan, runs) };
  return {
    runs,
    differing: differingLanes(plan, runs),
    warnings: sessionWarnings(plan, runs, environment, seen),
    advice: sessionAdvice(plan, session, runs, environment),
  };
}
