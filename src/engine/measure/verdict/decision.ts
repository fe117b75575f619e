import { drawPlaces } from '../statistics/bootstrap.ts';
import {
  type Comparison,
  comparisonOver,
  fewestRounds,
  inverse,
  logRatios,
  type RoundTimes,
  type Together,
} from '../statistics/comparison.ts';
import { dependenceP, serialCorrelation } from '../statistics/dependence.ts';
import { type Corrected, holm } from '../statistics/holm.ts';
import { geometricMean, mean } from '../statistics/summary.ts';
import { simplestOf } from './simplicity.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** One lane in the rounds of a session; times in any unit, the same for all. */
export interface Series {
  readonly lane: string;
  /** The lane it is compared with: its runtime's sequential one. Absent for none, or for itself. */
  readonly baseline?: string;
  readonly times: RoundTimes;
}

/** What was decided among the lanes of a session, by their names. */
export interface Decision {
  /** Each lane against its baseline, where both ran. */
  readonly speedUps: readonly PairVerdict[];
  /** Every other lane against the fastest; a ratio below 1 says how far behind. */
  readonly behind: readonly PairVerdict[];
  /**
   * The lane of the least geometric mean of times, among those with enough rounds to tell, or but one
   * less than the others, where there are any. Undefined when nothing was measured.
   */
  readonly fastest?: string;
  /**
   * All that were compared with the fastest and cannot be told from it, itself included; empty
   * while rounds are too few to tell.
   */
  readonly best: readonly string[];
  /** The simplest of the best. */
  readonly simplest?: string;
  /**
   * All that could be compared, in sets. The first is `best`; the others follow in the order of their
   * times, in a new set wherever a lane is told from the fastest of the set. Empty as `best` is.
   */
  readonly ranking: readonly (readonly string[])[];
  /** Told from the fastest, but shown to be less than 10 % behind it. */
  readonly nearlyBest: readonly string[];
  /** Whether rounds depend on each other; absent with too few of them. */
  readonly dependence?: RoundDependence;
}

/** Whether what lanes take in a round depends on the round before. */
export interface RoundDependence {
  /** Correlation of each round's ratios with the next's, the mean over all pairs of lanes; 0 on average where they are independent. */
  readonly correlation: number;
  /** How likely one as high is where rounds are independent: see {@link dependenceP}. */
  readonly p: number;
}

/** What the rounds say of `lane` against another. */
export interface PairVerdict {
  readonly lane: string;
  readonly against: string;
  readonly comparison: Comparison;
  /** The p-value after Holm's correction; absent with too few rounds. */
  readonly adjustedP?: number;
  readonly verdict: Verdict;
}

/**
 * What the rounds of a session say. The same seed gives the same decision.
 *
 * Every pair of lanes is one comparison of the family that is corrected, also those nobody asks
 * for: which lane is the fastest is itself seen in the data, so any pair could have come up.
 */
export function decide(series: readonly Series[], seed: number): Decision {
  const measured = series.filter(({ times }) => times.some((time) => time !== undefined));
  const pairs = pairsOf(measured);
  const dependence = dependenceAmong(pairs, seed);
  const judged = judgePairs(pairs, { told: measured.length - 1, correlation: dependence?.correlation ?? 0, seed });
  const speedUps = measured.flatMap(({ lane, baseline }) => judged(lane, baseline));
  const fastest = fastestOf(measured);
  if (fastest === undefined) return { speedUps, behind: [], best: [], ranking: [], nearlyBest: [] };

  const behind = measured.flatMap(({ lane }) => judged(lane, fastest));
  const alike = behind.some(isInferred) ? [...behind.filter(isAlike).map(({ lane }) => lane), fastest] : [];
  const best = measured.map(({ lane }) => lane).filter((lane) => alike.includes(lane));
  const apart = measured.filter(({ lane }) => behind.some((pair) => pair.lane === lane && isApart(pair)));
  const ranking = best.length === 0 ? [] : [best, ...setsOf(apart, judged)];
  const simplest = simplestOf(best);
  const nearlyBest = behind.filter(({ verdict }) => 'negligible' in verdict && verdict.negligible);
  return {
    speedUps,
    behind,
    fastest,
    best,
    ...(simplest !== undefined && { simplest }),
    ranking,
    nearlyBest: nearlyBest.map(({ lane }) => lane),
    ...(dependence !== undefined && { dependence }),
  };
}

/** Two lanes, and the logarithm of their ratio in each round. */
interface Pair {
  readonly one: string;
  readonly other: string;
  readonly byRound: readonly (number | undefined)[];
  /** Without the rounds that only one of them has. */
  readonly logs: readonly number[];
}

function pairsOf(series: readonly Series[]): Pair[] {
  return series.flatMap(({ lane: one, times }, index) =>
    series.slice(index + 1).map(({ lane: other, times: against }) => {
      const byRound = logRatios(against, times);
      return { one, other, byRound, logs: byRound.flatMap((log) => log ?? []) };
    }),
  );
}

function dependenceAmong(pairs: readonly Pair[], seed: number): RoundDependence | undefined {
  const telling = pairs.filter(({ logs }) => logs.length >= fewestRounds);
  if (telling.length === 0) return undefined;
  return {
    correlation: mean(telling.map(({ logs }) => serialCorrelation(logs))),
    p: dependenceP(
      telling.map(({ byRound }) => byRound),
      seed,
    ),
  };
}

/** Lanes in the order of their times, in a new set wherever one is told from the fastest of the set. */
function setsOf(series: readonly Series[], judged: Judged): string[][] {
  const sets: string[][] = [];
  for (const { lane } of inOrder(series)) {
    const set = sets.at(-1);
    const [pair] = judged(lane, set?.[0]);
    if (set === undefined || (pair !== undefined && isApart(pair))) sets.push([lane]);
    else set.push(lane);
  }
  return sets;
}

function isInferred({ comparison }: PairVerdict): boolean {
  return comparison.inference !== undefined;
}

function isApart({ verdict }: PairVerdict): boolean {
  return 'negligible' in verdict;
}

function isAlike(pair: PairVerdict): boolean {
  return isInferred(pair) && !isApart(pair);
}

/** The verdict on a lane against another, whichever of the two comes first; none where they are not two that were compared. */
type Judged = (lane: string, against: string | undefined) => PairVerdict[];

/** Every pair, judged when it is asked for; one correction over all. */
function judgePairs(
  pairs: readonly Pair[],
  { seed, ...shared }: Omit<Together, 'draw'> & { readonly seed: number },
): Judged {
  const draws = new Map<number, Uint16Array>();
  function draw(size: number): Uint16Array {
    const places = draws.get(size) ?? drawPlaces(size, seed);
    draws.set(size, places);
    return places;
  }
  const compared = pairs.map((pair) => ({ ...pair, comparison: comparisonOver(pair.logs, { ...shared, draw }) }));
  const adjusted = holm(compared.map(({ comparison: { inference } }) => inference?.p ?? 1));
  const places = new Map(compared.map(({ one, other }, place) => [JSON.stringify([one, other]), place]));
  function find(one: string, other: string, turned: boolean): PairVerdict[] {
    const place = places.get(JSON.stringify([one, other])) ?? -1;
    const [comparison, corrected] = [compared[place]?.comparison, adjusted[place]];
    if (comparison === undefined || corrected === undefined) return [];
    return turned
      ? [pairVerdict(other, one, inverse(comparison), corrected)]
      : [pairVerdict(one, other, comparison, corrected)];
  }
  return (lane, against) =>
    against === undefined ? [] : [...find(lane, against, false), ...find(against, lane, true)];
}

function pairVerdict(lane: string, against: string, comparison: Comparison, corrected: Corrected): PairVerdict {
  const verdict = verdictOf(comparison, corrected);
  return { lane, against, comparison, ...(comparison.inference !== undefined && { adjustedP: corrected.p }), verdict };
}

/** A session that is ended in the round from which on some lanes have enough is not decided among those alone. */
function fastestOf(series: readonly Series[]): string | undefined {
  const countOf = ({ times }: Series) => times.filter((time) => time !== undefined).length;
  const most = Math.max(0, ...series.map(countOf));
  const least = most < fewestRounds ? 1 : Math.min(fewestRounds, most - 1);
  const telling = series.filter((one) => countOf(one) >= least);
  return inOrder(telling)[0]?.lane;
}

/** By geometric mean, the fastest first. */
function inOrder(series: readonly Series[]): Series[] {
  const meanOf = ({ times }: Series) => geometricMean(times.filter((time) => time !== undefined));
  return series.toSorted((a, b) => meanOf(a) - meanOf(b));
}
