import type { Answer } from '../engine/decide/answer.ts';
import type { Outcome } from '../engine/decide/outcome.ts';
import type { Stage } from '../engine/decide/stage.ts';
import type { Environment } from '../engine/measure/environment.ts';
import { differingLanes } from '../engine/report/circumstances.ts';
import { judgedRuns } from '../engine/session/counted.ts';
import type { Start } from '../engine/session/session.ts';
import type { SessionState } from '../engine/session/session-state.ts';
import type { Job, Playing } from './job.ts';
import type { DecisionStanding, Shown } from './picture.ts';
import { mediansOf } from './review.ts';

/** As long as `lanes decide` takes where nothing else is said. */
const budgetMs = 30_000;

/** A decision before its first session. */
export const toDecide: DecisionStanding = { type: 'deciding', budgetMs, out: new Map() };

/** A decision that came to no answer, where it is one that is shown. */
export function failedFor({ decision }: Shown, reason: string): Pick<Shown, 'decision'> {
  return decision === undefined ? {} : { decision: { type: 'failed', reason, out: decision.out } };
}

interface Surroundings {
  readonly start: Start;
  readonly environment: Environment;
  /** Makes a change to what is shown, if the decision still is. */
  readonly show: (change: (shown: Shown) => Shown) => void;
}

/** Makes a decision, and shows each of its sessions and then the answer. */
export async function playDecision(
  { scenario, choices }: Job & { type: 'decision' },
  { start, environment, show }: Surroundings,
): Promise<Playing> {
  // Loaded when the first is made: nothing on the screen waits for it.
  const [{ startDeciding }, { answerOf }, { placesOf }, { answerLines }] = await Promise.all([
    import('../engine/decide/deciding.ts'),
    import('../engine/decide/answer.ts'),
    import('../engine/decide/content.ts'),
    import('../engine/decide/words.ts'),
  ]);
  const deciding = startDeciding({
    scenario,
    choices,
    environment,
    budgetMs,
    since: performance.now(),
    start,
    startRace: start,
    watch: (stage, session) => show((shown) => atStage(shown, stage, session)),
  });
  const decided = (outcome: Outcome) =>
    show((shown) => {
      const answer = answerOf(outcome, environment);
      const { decision } = answer;
      const places = new Map(placesOf(decision).map((placed) => [placed.lane, placed]));
      const lines = answerLines(decision);
      return {
        ...shown,
        ...endOf(shown, outcome, answer),
        decision: { type: 'decided', answer, lines, places, out: outcome.out },
      };
    });
  return { stop: () => deciding.stop(), finished: deciding.outcome.then(decided) };
}

function atStage(shown: Shown, stage: Stage, session: SessionState): Shown {
  return {
    ...shown,
    plan: stage.plan,
    session: over(shown.session, session),
    decision: { type: 'deciding', budgetMs, stage, out: stage.out },
  };
}

/** The session that the answer rests on, and what its report has to say. */
function endOf(
  shown: Shown,
  { plan, session }: Outcome,
  { report }: Answer,
): Pick<Shown, 'plan' | 'session' | 'medians' | 'review'> {
  const runs = judgedRuns(plan, session);
  return {
    plan,
    session: over(shown.session, session),
    medians: mediansOf(runs),
    review: { runs, differing: differingLanes(plan, runs), warnings: report.warnings, advice: report.advice ?? [] },
  };
}

/** A session, and the lanes of those before that are in it no more, each in its place. */
function over(before: SessionState, session: SessionState): SessionState {
  return { ...session, lanes: new Map([...before.lanes, ...session.lanes]) };
}
