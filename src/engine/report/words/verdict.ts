import { findModel } from '../../catalog.ts';
import { fewestRounds } from '../../measure/statistics/comparison.ts';
import type { Verdict } from '../../measure/verdict/verdict.ts';
import { counted, intervalText, timesText } from '../../text/numbers.ts';
import type { Report, ReportLane } from '../report.ts';
import type { ReportComparison, ReportVerdict } from '../verdict.ts';

const outcomes: Readonly<Record<Verdict['outcome'], string>> = {
  faster: 'faster',
  slower: 'slower',
  equivalent: 'equivalent within 10 %',
  inconclusive: 'inconclusive',
  indicative: `indicative only: fewer than ${fewestRounds} rounds`,
};

/** The verdict, then every comparison with a baseline that is more than the one ratio which stands in the table. */
export function verdictLines({ lanes, verdict, otherVerdicts, warnings, results }: Report): string[] {
  const verdicts = [verdict, ...otherVerdicts];
  const isVoid = warnings.some(({ id }) => id === 'results-differ' || id === 'failures-differ');
  const none = isVoid ? ['no verdict on lanes whose results differ: see the warning'] : [];
  // Without a baseline, as between pools of several sizes, it is the fastest that the others are compared to.
  const all = verdicts.flatMap(({ speedUps, behind }) => (speedUps.length > 0 ? speedUps : behind));
  const compared = all.filter(({ points }) => points.length > 1);
  return [
    ...none,
    ...verdicts.flatMap((one) => verdictText(one, lanes)),
    ...(all.length === 0 ? [] : lostRunsText(lanes)),
    ...compared.map(comparisonText),
    ...(results === undefined ? [] : ['results were not compared: sameResult is false']),
  ];
}

/** The decision in a few sentences; none when nothing was measured. */
function verdictText(verdict: ReportVerdict, lanes: Report['lanes']): string[] {
  const { runtime, fastest, simplest, ranking, behind, nearlyBest } = verdict;
  if (fastest === undefined) return [];
  const where = runtime === undefined ? '' : `in ${runtime}, `;
  const [best = [], ...others] = ranking;
  if (behind.length === 0 && ranking.length === 0)
    return [`${where}${uncomparedText(fastest, measuredIn(runtime, lanes))}`];
  if (simplest === undefined) return [`${where}${fastest} came out first, but too few rounds tell no more than that`];
  const first =
    best.length === 1
      ? `${where}best: ${fastest}, the fastest, and with no other as fast also the simplest`
      : `${where}best: ${best.join(', ')}, which these rounds cannot tell apart${openText(verdict)}; the simplest of them is ${simplest}`;
  const then = others.map((set) => `then ${set.join(', ')}: ${lengthText(set, behind)} as long as ${fastest}`);
  const nearly = nearlyBest.length === 0 ? [] : [`less than 10 % behind the fastest: ${nearlyBest.join(', ')}`];
  return [first, ...then, ...nearly];
}

function measuredIn(runtime: ReportVerdict['runtime'], lanes: Report['lanes']): string[] {
  return lanes
    .filter(hasCounted)
    .flatMap(({ lane }) => (runtime === undefined || findModel(lane)?.runtime === runtime ? lane : []));
}

function hasCounted({ rounds }: ReportLane): boolean {
  return rounds.some(({ counts }) => counts);
}

/** Why one that was measured is compared with no other. */
function uncomparedText(only: string, measured: readonly string[]): string {
  return measured.length > 1
    ? `no round counts for two of ${measured.join(', ')}: there is nothing to compare`
    : `only ${only} was measured: there is nothing to compare it with`;
}

/** Which lanes have times although some of their runs did not come to their end: these are in no time. */
function lostRunsText(lanes: Report['lanes']): string[] {
  const lost = lanes.filter((lane) => (lane.state === 'failed' || lane.state === 'timed-out') && hasCounted(lane));
  const names = lost.map(({ lane, state }) => `${lane} ${state === 'failed' ? 'failed' : 'timed out'} in others`);
  return names.length === 0 ? [] : [`compared are only runs that finished: ${names.join(', ')}`];
}

/** Which of the best are not known to be as good. */
function openText({ behind, fastest }: ReportVerdict): string {
  const open = behind.filter(({ outcome }) => outcome === 'inconclusive').map(({ lane }) => lane);
  if (open.length === 0) return '';
  return `, though ${open.join(', ')} ${open.length === 1 ? 'is' : 'are'} not shown to be within 10 % of ${fastest}`;
}

/** How many times as long as the fastest some lanes took. */
function lengthText(lanes: readonly string[], behind: readonly ReportComparison[]): string {
  const lengths = behind.filter(({ lane }) => lanes.includes(lane)).map(({ ratio }) => (1 / ratio).toFixed(2));
  const [least = '', ...more] = lengths.toSorted((a, b) => Number(a) - Number(b));
  const most = more.at(-1) ?? least;
  return least === most ? `${least} times` : `${least} to ${most} times`;
}

/** The interval of the one comparison excludes 1. */
function isUncorrected(interval: ReportComparison['interval']): boolean {
  return interval !== undefined && (interval.low > 1 || interval.high < 1);
}

/** A comparison in words: `threads: 1.92× as fast as sequential (95 %: 1.85 to 2.01), faster`. */
function comparisonText(comparison: ReportComparison): string {
  const { lane, against, ratio, interval, outcome, negligible, points, outliers } = comparison;
  if (interval === undefined) {
    const all = points.map((point) => timesText(point)).join(', ');
    return `${lane}: ${all} as fast as ${against}, ${outcomes[outcome]}`;
  }
  const small = negligible ? ', but by less than 10 %' : '';
  const kept = outliers.length === 0 ? '' : `; ${outlierText(comparison)}`;
  const told = `${outcomes[outcome]}${small}${moreText(comparison)}${kept}`;
  return `${lane}: ${timesText(ratio)} as fast as ${against} ${intervalText(interval)}, ${told}`;
}

function moreText({ outcome, moreRounds, disagree, interval }: ReportComparison): string {
  if (outcome !== 'inconclusive') return '';
  const corrected = isUncorrected(interval) ? ' once corrected for all that is compared' : '';
  const why = disagree ? ' as its rounds point both ways' : corrected;
  if (moreRounds === undefined) return why;
  return `${why}, about ${counted(moreRounds, 'more round')} would be likely to settle it`;
}

/** How many rounds of a comparison are outliers. */
export function outlierText({ points, outliers: { length } }: Pick<ReportComparison, 'points' | 'outliers'>): string {
  return `${length} of its ${points.length} rounds ${length === 1 ? 'is an outlier' : 'are outliers'}, and kept`;
}
