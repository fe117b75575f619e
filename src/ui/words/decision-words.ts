import { baselineFor } from '../../engine/catalog.ts';
import { isOutWithoutGain } from '../../engine/decide/candidates.ts';
import type { Stage } from '../../engine/decide/stage.ts';
import { counted, rangeText, secondsText, timesText } from '../../engine/text/numbers.ts';
import type { DecisionStanding, Standing } from '../picture.ts';

/** `deciding: round 3, at most 12 s left`, `decided in 24.1 s`, or why it is not. */
export function decisionText(decision: DecisionStanding, standing: Standing): string {
  const { startedAt, endedAt, now } = standing;
  if (decision.type === 'decided') return `decided in ${secondsText((endedAt ?? now) - startedAt)}`;
  if (decision.type === 'failed') return `not decided: ${decision.reason}`;
  const leftMs = Math.max(0, decision.budgetMs - (now - startedAt));
  return `deciding: ${doingText(decision.stage, standing)}, at most ${Math.ceil(leftMs / 1_000)} s left`;
}

function doingText(stage: Stage | undefined, { session }: Standing): string {
  if (stage === undefined || stage.kind === 'pilot') return 'first look';
  const { lanes, parameters } = stage.plan;
  if (stage.kind === 'trial') return `${counted(lanes.length, 'model')} once with ${counted(parameters.tasks, 'task')}`;
  return `round ${session.current?.round ?? 1}`;
}

/** The answer in sentences; before it is there, what is being done for it. Nothing where nothing is decided. */
export function answerTexts(standing: Standing): readonly string[] {
  const { decision } = standing;
  if (decision === undefined) return [];
  if (decision.type === 'decided') return decision.lines;
  const told = [`${decisionText(decision, standing)}.`];
  return decision.type === 'failed' ? told : [...told, 'The answer will stand here.'];
}

/** What the lower edge of a pane says of a lane's place in a decision, the weightiest first; undefined where nothing is known of it yet. */
export function placeTexts(lane: string, decision: DecisionStanding, times: string): string[] | undefined {
  const behind = decision.out.get(lane);
  if (behind !== undefined)
    return [isOutWithoutGain(behind) ? 'out: no gain' : `out: takes ${behind.toFixed(1)}${times} as long`];
  if (decision.type !== 'decided') return undefined;
  const placed = decision.places.get(lane);
  if (placed === undefined) return undefined;
  const { place, speedUp } = placed;
  if (speedUp === undefined) return [place];
  if (baselineFor(lane) === lane) return [place, 'the baseline'];
  const { ratio, low, high } = speedUp;
  const range = low === undefined || high === undefined ? '' : ` (${rangeText({ low, high })})`;
  return [place, `${timesText(ratio, times)}${range}`];
}

/** Why a lane could not be told from the others; undefined where it could, or nothing is known of that. */
export function whyNotTold(lane: string, decision: DecisionStanding | undefined): string | undefined {
  if (decision?.type !== 'decided') return undefined;
  return decision.answer.decision.notTold.find((one) => one.lane === lane)?.reason;
}
