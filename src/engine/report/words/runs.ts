import { unsuccessfulText } from '../../lane/unsuccessful.ts';
import type { Report, ReportLane } from '../report.ts';
import type { ReportRound } from '../round.ts';

/** Which run a lane's last one is, and what it is where it does not count: `the last run, round 5`, `rejected`. */
export function lastRunText({ rounds }: ReportLane): string[] {
  const run = rounds.at(-1);
  if (run === undefined) return [];
  const only = rounds.length === 1 && run.kind === 'measured';
  return [...(only ? [] : ['the last run', placeOf(run)]), ...(run.counts ? [] : [kindOf(run)])].filter(Boolean);
}

/** Of which runs a lane's typical figures are means. */
export function meantRunsText(lane: ReportLane): string[] {
  const counting = lane.rounds.filter(({ counts }) => counts);
  const [first] = counting;
  if (first === undefined) return lastRunText(lane);
  if (counting.length > 1) return [`mean of the ${counting.length} rounds that count`];
  return lane.rounds.length > 1 ? [`${placeOf(first)}, the only one that counts`] : [];
}

/** Of which run the reasons of each lane are: of its last one that counts, or else of its last one. */
export function reasonedRunText({ lanes }: Pick<Report, 'lanes'>): string {
  const ran = lanes.filter(({ rounds }) => rounds.length > 0);
  const counting = ran.filter(({ rounds }) => rounds.some(({ counts }) => counts));
  if (counting.length === 0) return 'in the last run, as none counts';
  return `in the last round that counts${counting.length === ran.length ? '' : ', or where none does in the last run'}`;
}

/** Why a lane did not come to its end, and in which of its runs where others did. */
export function reasonText({ state, reason, rounds }: ReportLane): string[] {
  if (reason === undefined) return [];
  const such = rounds.filter((round) => round.state === state);
  const [only] = such;
  if (only === undefined || such.length === rounds.length) return [reason];
  return [`${reason} (in ${such.length === 1 ? placeOf(only) : `${such.length} of ${rounds.length} runs`})`];
}

/** A lane as far as it tells what became of its tasks, in a report or while its session goes on. */
interface LossyLane {
  readonly rounds: readonly Pick<ReportRound, 'kind' | 'round' | 'unsuccessful'>[];
  readonly reason?: string | undefined;
}

/** How many tasks came to nothing and why, where the lane's reason does not say it: of the run in which it was most. */
export function lossText({ rounds, reason }: LossyLane): string[] {
  const losses = rounds.map(({ unsuccessful }) => unsuccessful?.tasks ?? 0);
  const most = Math.max(0, ...losses);
  const worst = rounds[losses.indexOf(most)];
  if (worst?.unsuccessful === undefined) return [];
  const place = losses.every((tasks) => tasks === most) ? '' : ` (in ${placeOf(worst)})`;
  return unsuccessfulText(worst.unsuccessful).flatMap((text) => (text === reason ? [] : `${text}${place}`));
}

function placeOf({ kind, round }: Pick<ReportRound, 'kind' | 'round'>): string {
  return `${kind === 'warm-up' ? 'warm-up' : 'round'} ${round}`;
}

/** Empty where its place tells it already. */
function kindOf({ kind, state }: ReportRound): string {
  const ended = state === 'finished' ? [] : [state];
  if (kind === 'warm-up') return ended.join('');
  const why = [...(kind === 'rejected' ? [kind] : []), ...ended];
  return why.length === 0 ? 'does not count' : why.join(', ');
}
