import { baselineFor } from '../engine/catalog.ts';
import { hasEnded, type Lane } from '../engine/lane/lane.ts';
import { countText } from '../engine/report/words/report.ts';
import { outcomeOf } from '../engine/session/session-state.ts';
import { counted, rangeText, secondsText, timesText } from '../engine/text/numbers.ts';
import type { Standing } from './picture.ts';
import type { Theme } from './theme.ts';

/** Milliseconds that the lane has been running at `now`, or took in all once it has ended. */
export function elapsedMs(lane: Lane, now: number): number {
  if (hasEnded(lane.state) || lane.epoch === undefined) return lane.lastAt / 1_000;
  return Math.max(lane.lastAt / 1_000, now - Number(lane.epoch) / 1e6);
}

/** What the lower edge of a pane says about its speed, or nothing. Of several rounds nothing until all are over. */
export function speedText(lane: Lane, standing: Standing, { times, between }: Theme['glyph']): string {
  const baseline = baselineFor(lane.name);
  const { plan, lanes } = standing;
  if (plan.rounds > 1) return verdictText(lane.name, standing, { times, between });
  if (baseline === undefined || lane.state !== 'finished') return '';
  if (lane.name === baseline) return 'the baseline';
  const against = lanes.find(({ name, state }) => name === baseline && state === 'finished');
  return against === undefined ? '' : `${timesText(against.lastAt / lane.lastAt, times)} as fast as ${baseline}`;
}

/** `1.92× (1.85-2.01) · simplest · median 0.46 s`: the speed-up with its 95 % interval, and its place in the best set. */
function verdictText(
  model: string,
  { verdicts = [], medians }: Standing,
  { times, between }: Pick<Theme['glyph'], 'times' | 'between'>,
): string {
  const ms = medians?.get(model);
  const middle = ms === undefined ? '' : `median ${secondsText(ms)}`;
  // Without a baseline, as between pools of several sizes, it is the fastest that the others are compared to.
  const compared = verdicts.flatMap(({ speedUps, behind }) => (speedUps.length > 0 ? speedUps : behind));
  const found = compared.find((comparison) => comparison.lane === model);
  const range = found?.interval && ` (${rangeText(found.interval)})`;
  const speed = found === undefined ? '' : `${timesText(found.ratio, times)}${range ?? ''}`;
  const isSimplest = verdicts.some(({ simplest }) => simplest === model);
  const isBest = verdicts.some(({ best }) => best.includes(model));
  const place = isSimplest ? 'simplest' : isBest ? 'among the best' : '';
  const outcome = found?.outcome === 'inconclusive' ? found.outcome : '';
  const isBaseline = baselineFor(model) === model && verdicts.length > 0;
  return [isBaseline ? 'the baseline' : speed, outcome, place, middle].filter(Boolean).join(` ${between} `);
}

/** `64 at once`, where a limit keeps some tasks waiting. */
export function limitText({ limit, tasks }: Lane): string {
  return limit !== undefined && limit < tasks.length ? `${limit} at once` : '';
}

/** What is to be known of a lane's runs that its last one does not show. */
export function remarkText(name: string, { plan, session, review }: Standing): string {
  const own = session.lanes.get(name);
  if (own === undefined) return '';
  const judged = review?.runs.get(name);
  const rejected = (judged ?? own.earlier).filter(({ kind }) => kind === 'rejected').length;
  const { state, reason } = outcomeOf(own);
  return [
    ...(review?.differing.includes(name) ? ["its results are not the others', and none of the times counts"] : []),
    ...(state === own.lane.state
      ? []
      : [`a run before ${state === 'failed' ? 'failed' : 'timed out'}: ${reason ?? 'it did not say why'}`]),
    ...(judged === undefined
      ? []
      : countText(
          judged.filter(({ kind }) => kind !== 'warm-up'),
          plan.rounds,
        )),
    ...(rejected === 0 ? [] : [`${counted(rejected, 'run')} rejected: the machine's speed changed`]),
  ].join('; ');
}
