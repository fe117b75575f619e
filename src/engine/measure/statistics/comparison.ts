import { bootstrapMean, type Interval } from './bootstrap.ts';
import { effectiveSampleOf, serialCorrelation } from './dependence.ts';
import { binomialAtLeast, normalBelow, normalQuantile, signTest, studentCritical } from './distributions.ts';
import { outliersOf } from './outliers.ts';
import { mean, standardDeviation } from './summary.ts';

/** Fewer rounds than this give raw points, no interval and no verdict. */
export const fewestRounds = 5;

/** Probability of a false verdict over all comparisons made together. */
export const significance = 0.05;

/** What is nearer to each other than this factor is as good as equal. */
export const equivalenceFactor = 1.1;

/** Probability with which each of two conditions has to hold, for both of them to hold with 80 %. */
const likely = 0.9;

/** Above this it is no use to say how many more rounds it would take. */
const mostRounds = 1_000;

/** Two lanes, round by round. */
export interface Comparison {
  /** Geometric mean of the per-round ratios: how many times as fast the other was as the base. */
  readonly ratio: number;
  /** The ratio in each round that both finished. */
  readonly points: readonly number[];
  /** Places in `points` of the outliers: see {@link outliersOf}. None is left out. */
  readonly outliers: readonly number[];
  /** Standard deviation of the logarithms of the ratios; NaN for fewer than two rounds. */
  readonly deviation: number;
  /** What can be inferred; absent with fewer than {@link fewestRounds} rounds. */
  readonly inference?: Inference;
}

/** What can be inferred of a ratio from enough rounds. */
export interface Inference {
  /** 95 % interval of the ratio. */
  readonly interval: Interval;
  /** 90 % interval of the ratio, for the two one-sided tests of equivalence. */
  readonly narrow: Interval;
  /** Two-sided p-value of a ratio of 1, for Holm's correction. */
  readonly p: number;
  /** Whether the rounds point the same way: see {@link roundsAgree}. */
  readonly agreed: boolean;
  /** How many independent rounds its rounds are worth, as far as each resembles the one before; for fewer than there are, the intervals are wider. */
  readonly effectiveRounds: number;
  /** By how much the standard error is larger for it. */
  readonly widening: number;
}

/** What a comparison has to know of those that are made together with it. */
export interface Together {
  /** As many draws of rounds from so many. */
  readonly draw: (size: number) => Uint16Array;
  /** How many of them are told. */
  readonly told: number;
  /** Their mean {@link serialCorrelation}: dependence of rounds in all lanes is seen in all comparisons sooner than in one. */
  readonly correlation: number;
}

/** Times of one lane in each round, in any unit; undefined where it has none that counts. */
export type RoundTimes = readonly (number | undefined)[];

/** Logarithms of the per-round ratios base ÷ other, above zero where `other` was faster; undefined in rounds that only one has. */
export function logRatios(base: RoundTimes, other: RoundTimes): (number | undefined)[] {
  return base.map((time, round) => {
    const against = other[round];
    return time === undefined || against === undefined ? undefined : Math.log(time) - Math.log(against);
  });
}

/**
 * Compares two lanes by the {@link logRatios} of the rounds that both have: their ratios, not their means,
 * since what disturbs the machine for a while disturbs both. The same draws give the same result.
 */
export function comparisonOver(logs: readonly number[], { draw, told, correlation }: Together): Comparison {
  const common = {
    ratio: Math.exp(mean(logs)),
    points: logs.map(Math.exp),
    outliers: outliersOf(logs, told),
    deviation: standardDeviation(logs),
  };
  if (logs.length < fewestRounds) return common;
  const sample = effectiveSampleOf(logs.length, Math.max(correlation, serialCorrelation(logs)));
  const bootstrap = bootstrapMean(logs, draw(logs.length), sample);
  const inference = {
    interval: exponential(bootstrap.interval(significance)),
    narrow: exponential(bootstrap.interval(2 * significance)),
    p: bootstrap.p(),
    agreed: roundsAgree(logs),
    effectiveRounds: sample.size,
    widening: sample.widening,
  };
  return { ...common, inference };
}

/** The same comparison with the two changed over. */
export function inverse(comparison: Comparison): Comparison {
  const { ratio, points, inference } = comparison;
  const turned = { ...comparison, ratio: 1 / ratio, points: points.map((point) => 1 / point) };
  if (inference === undefined) return turned;
  const { interval, narrow } = inference;
  return { ...turned, inference: { ...inference, interval: reciprocal(interval), narrow: reciprocal(narrow) } };
}

/**
 * Whether so many rounds point the way of the mean that a sign test at {@link significance}
 * would notice, or all of them where they are too few for that. Asked for besides the interval:
 * an interval from ten rounds trusts in the shape of their distribution, this does not.
 */
function roundsAgree(logs: readonly number[]): boolean {
  const way = Math.sign(mean(logs));
  return way !== 0 && logs.filter((log) => Math.sign(log) === way).length >= fewestAgreeing(logs.length);
}

function fewestAgreeing(rounds: number): number {
  let agreeing = rounds;
  while (agreeing > 0 && signTest(agreeing - 1, rounds) <= significance) agreeing -= 1;
  return agreeing;
}

/** Whether the 90 % interval lies inside 1/1.1 to 1.1 (Schuirmann's two one-sided tests, 1987, at 5 % each). */
export function isEquivalent({ narrow }: Pick<Inference, 'narrow'>): boolean {
  return narrow.low > 1 / equivalenceFactor && narrow.high < equivalenceFactor;
}

/**
 * How many more rounds would be likely (80 %) to tell the two apart or to show them equivalent,
 * if ratio, deviation and dependence stay as observed: the sample size of a paired t-test on the logarithms
 * (Chow, Shao and Wang, Sample Size Calculations in Clinical Research, chapter 3), and so many that
 * the rounds agree. Both are asked for with 90 %, so that both hold with 80 % at least. `level` is
 * the significance that the correction leaves to this comparison. Undefined where more than 1,000
 * would be needed.
 */
export function moreRounds(comparison: Comparison, level: number): number | undefined {
  const { ratio, points, inference } = comparison;
  const deviation = comparison.deviation * (inference?.widening ?? 1);
  const effect = Math.abs(Math.log(ratio));
  const margin = Math.log(equivalenceFactor) - effect;
  for (let rounds = points.length + 1; rounds <= mostRounds; rounds = next(rounds)) {
    const error = deviation / Math.sqrt(rounds);
    const told = effect > error * (studentCritical(level, rounds - 1) + normalQuantile(likely));
    const equivalent = margin > error * (studentCritical(2 * significance, rounds - 1) + normalQuantile(likely));
    if (equivalent || (told && areLikelyToAgree(rounds, effect / comparison.deviation))) return rounds - points.length;
  }
  return undefined;
}

/** Whether so many rounds would, where each points the way of the mean as often as a normal variable does. */
function areLikelyToAgree(rounds: number, standardEffect: number): boolean {
  return binomialAtLeast(fewestAgreeing(rounds), rounds, Math.min(0.999_999, normalBelow(standardEffect))) >= likely;
}

/** One more while that is a difference, then steps of a tenth: nobody plans 217 rounds instead of 210. */
function next(rounds: number): number {
  return Math.ceil(rounds * (rounds < 30 ? 1 : 1.1)) + (rounds < 30 ? 1 : 0);
}

function exponential({ low, high }: Interval): Interval {
  return { low: Math.exp(low), high: Math.exp(high) };
}

function reciprocal({ low, high }: Interval): Interval {
  return { low: 1 / high, high: 1 / low };
}
