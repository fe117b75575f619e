import { baselineFor } from '../../engine/catalog.ts';
import { defined } from '../../engine/defined.ts';
import { hasEnded, type Lane } from '../../engine/lane/lane.ts';
import { differingRuns } from '../../engine/measure/results.ts';
import { groupOf, type Plan } from '../../engine/plan.ts';
import { countText } from '../../engine/report/words/report.ts';
import { lossText } from '../../engine/report/words/runs.ts';
import { outcomeOf } from '../../engine/session/session-state.ts';
import { counted, rangeText, timesText } from '../../engine/text/numbers.ts';
import type { Standing } from '../picture.ts';
import type { Theme } from '../theme.ts';
import { placeTexts, whyNotTold } from './decision-words.ts';

/** Milliseconds that the lane has been running at `now`, or took in all once it has ended. */
export function elapsedMs(lane: Lane, now: number): number {
  if (hasEnded(lane.state) || lane.epoch === undefined) return lane.lastAt / 1_000;
  return Math.max(lane.lastAt / 1_000, now - Number(lane.epoch) / 1e6);
}

/** What the lower edge of a pane says about its speed, the weightiest first. Of several rounds nothing until all are over. */
export function speedTexts(lane: Lane, standing: Standing, { times }: Theme['glyph']): string[] {
  const baseline = baselineFor(lane.name);
  const { plan, lanes, decision } = standing;
  const place = decision && placeTexts(lane.name, decision, times);
  if (place !== undefined) return place;
  if (plan.rounds > 1) return verdictTexts(lane.name, standing, times);
  if (baseline === undefined || lane.state !== 'finished' || isVoid(lane.name, standing)) return [];
  if (lane.name === baseline) return ['the baseline'];
  const against = lanes.find(({ name, state }) => name === baseline && state === 'finished');
  return against === undefined ? [] : [`${timesText(against.lastAt / lane.lastAt, times)} as fast as ${baseline}`];
}

const groups = new WeakMap<Plan, ReadonlyMap<string, string>>();
const voidGroups = new WeakMap<Standing, ReadonlySet<string | undefined>>();

/** The group of each lane that does the same work, found once for a plan: it is asked for in every frame. */
function groupsOf(plan: Plan): ReadonlyMap<string, string> {
  const found = groups.get(plan) ?? new Map(plan.lanes.map((lane) => [lane, groupOf(plan, lane)]));
  groups.set(plan, found);
  return found;
}

/** Whether the times of a lane do not count, as in the report: not all that did the same work have the same results. */
function isVoid(name: string, standing: Standing): boolean {
  const groupOfLane = groupsOf(standing.plan);
  const found = voidGroups.get(standing) ?? new Set(differingOf(standing).map((lane) => groupOfLane.get(lane)));
  voidGroups.set(standing, found);
  return found.has(groupOfLane.get(name));
}

function differingOf({ plan, session, review }: Standing): readonly string[] {
  if (review !== undefined) return review.differing;
  const runs = [...session.lanes].map(([lane, { record }]) => ({ lane, ...defined({ results: record?.results }) }));
  return differingRuns(runs, (lane) => groupsOf(plan).get(lane) ?? lane).map(({ lane }) => lane);
}

/** `1.92× (1.85-2.01)`, `simplest`: the speed-up with its 95 % interval, and its place in the best set. */
function verdictTexts(lane: string, { verdicts = [] }: Standing, times: string): string[] {
  // Without a baseline, as between pools of several sizes, it is the fastest that the others are compared to.
  const compared = verdicts.flatMap(({ speedUps, behind }) => (speedUps.length > 0 ? speedUps : behind));
  const found = compared.find((comparison) => comparison.lane === lane);
  const range = found?.interval && ` (${rangeText(found.interval)})`;
  const speed = found === undefined ? '' : `${timesText(found.ratio, times)}${range ?? ''}`;
  const isSimplest = verdicts.some(({ simplest }) => simplest === lane);
  const isBest = verdicts.some(({ best }) => best.includes(lane));
  const place = isSimplest ? 'simplest' : isBest ? 'among the best' : '';
  const outcome = found?.outcome === 'inconclusive' ? found.outcome : '';
  const isBaseline = baselineFor(lane) === lane && verdicts.length > 0;
  const against = found === undefined || found.against === baselineFor(lane) ? '' : `beside ${found.against}`;
  return [isBaseline ? 'the baseline' : speed, outcome, place, against].filter(Boolean);
}

/** `64 at once`, where a limit keeps some tasks waiting. */
export function limitText({ limit, tasks }: Lane): string {
  return limit !== undefined && limit < tasks.length ? `${limit} at once` : '';
}

/** `round 3`, `warm-up`: which of several runs a lane shows; empty where there is but one. */
export function runText(name: string, { plan, session }: Standing): string {
  const round = session.lanes.get(name)?.round;
  // A lane that is out of a decision was in another session.
  if (round === undefined || plan.rounds === 1 || !plan.lanes.includes(name)) return '';
  return round.kind === 'warm-up' ? 'warm-up' : `round ${round.round}`;
}

/** What is to be known of a lane's runs that its last one does not show. */
export function remarkText(name: string, { plan, session, review, decision }: Standing): string {
  const own = session.lanes.get(name);
  if (own === undefined) return '';
  const judged = review?.runs.get(name);
  const rejected = (judged ?? own.earlier).filter(({ kind }) => kind === 'rejected').length;
  const { state, reason } = outcomeOf(own);
  const notTold = whyNotTold(name, decision);
  return [
    ...(notTold === undefined || notTold === reason ? [] : [notTold]),
    ...lossText({ rounds: [...own.earlier, { ...own.round, ...own.lane }], reason }),
    ...(review?.differing.includes(name) ? ["its results are not the others', and none of the times counts"] : []),
    ...(state === own.lane.state
      ? []
      : [`a run before ${state === 'failed' ? 'failed' : 'timed out'}: ${reason ?? 'it did not say why'}`]),
    ...(judged === undefined || decision?.out.has(name)
      ? []
      : countText(
          judged.filter(({ kind }) => kind !== 'warm-up'),
          plan.rounds,
        )),
    ...(rejected === 0 ? [] : [`${counted(rejected, 'run')} rejected: the machine's speed changed`]),
  ].join('; ');
}
