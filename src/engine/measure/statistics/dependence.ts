import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { mean } from './summary.ts';

/** How often the rounds are put into another order. */
const shuffles = 1_000;

/** A correlation above this would leave next to nothing of any number of rounds. */
const mostCorrelation = 0.9;

/**
 * With fewer degrees of freedom Student's t grows so fast that five values which happen to resemble each
 * other would not show a difference of ten times.
 */
const leastFreedom = 3;

/** What is left of values each of which resembles the one before. */
export interface EffectiveSample {
  /** How many independent values they are worth. */
  readonly size: number;
  /** By how much the standard error of their mean is larger than their deviation tells. */
  readonly widening: number;
  /** Degrees of freedom of Student's t. */
  readonly freedom: number;
}

/**
 * Correlation of each value with the next, without what it is off by on average where they are
 * independent, −1/n (Moran, Some Theorems on Time Series II, Biometrika 35, 1948). 0 where nothing varies.
 */
export function serialCorrelation(values: readonly number[]): number {
  return correlationIn(centred(values), values.keys());
}

/** Values by round without their mean; undefined in rounds that have none. */
interface Centred {
  readonly values: readonly (number | undefined)[];
  readonly size: number;
  readonly squares: number;
}

function centred(byRound: readonly (number | undefined)[]): Centred {
  const known = byRound.flatMap((value) => value ?? []);
  const centre = mean(known);
  return {
    values: byRound.map((value) => (value === undefined ? undefined : value - centre)),
    size: known.length,
    squares: known.reduce((sum, value) => sum + (value - centre) ** 2, 0),
  };
}

function correlationIn({ values, size, squares }: Centred, order: Iterable<number>): number {
  if (squares === 0) return 0;
  let products = 0;
  let before = 0;
  for (const round of order) {
    const value = values[round];
    if (value === undefined) continue;
    products += value * before;
    before = value;
  }
  return products / squares + 1 / size;
}

/**
 * What so many values with this {@link serialCorrelation} are worth, taken as a first-order
 * autoregression: the variance of its mean and the expected variance of a sample (Bayley and
 * Hammersley, The Effective Number of Independent Observations in an Autocorrelated Time Series,
 * Supplement to the Journal of the Royal Statistical Society 8, 1946), and a t of as many degrees of
 * freedom as there are effective values (Zwiers and von Storch, Taking Serial Correlation into Account
 * in Tests of the Mean, Journal of Climate 8, 1995). Values that alternate are worth no more than
 * independent ones.
 */
export function effectiveSampleOf(size: number, correlation: number): EffectiveSample {
  const allowed = Math.min(mostCorrelation, Math.max(0, correlation));
  let inflation = 1;
  for (let apart = 1; apart < size; apart += 1) inflation += 2 * (1 - apart / size) * allowed ** apart;
  return {
    size: size / inflation,
    widening: Math.sqrt((inflation * (size - 1)) / (size - inflation)),
    freedom: Math.max(leastFreedom, (size - 1) / inflation),
  };
}

/**
 * How likely a mean {@link serialCorrelation} as high as that of these series, by round, is where the order
 * of rounds means nothing: a permutation test (Pitman 1937), whatever their distribution is, and however the series
 * depend on each other, as all are put into the same order. The same seed gives the same.
 */
export function dependenceP(series: readonly (readonly (number | undefined)[])[], seed: number): number {
  const random = xoroshiro128plus(seed);
  const order = Array.from({ length: Math.max(0, ...series.map(({ length }) => length)) }, (_, round) => round);
  const statistic = meanCorrelation(series.map(centred), order.length);
  const observed = statistic(order);
  let asHigh = 1;
  for (let shuffle = 0; shuffle < shuffles; shuffle += 1) {
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = uniformInt(random, 0, last);
      [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
    }
    // Sums in another order differ in their last digits.
    if (statistic(order) >= observed - 1e-12) asHigh += 1;
  }
  return asHigh / (shuffles + 1);
}

/**
 * The mean correlation of some series in any order of so many rounds. Of those that have every round, the
 * products of two rounds are added up beforehand: of 64 lanes there are 2,016 pairs, and one order after the
 * other to be looked at.
 */
function meanCorrelation(series: readonly Centred[], rounds: number): (order: readonly number[]) => number {
  const whole = series.filter(({ size, squares }) => size === rounds && squares > 0);
  const others = series.filter(({ size }) => size < rounds);
  const products = new Float64Array(rounds * rounds);
  for (const { values, squares } of whole)
    for (let one = 0; one < rounds; one += 1)
      for (let next = 0; next < rounds; next += 1)
        products[one * rounds + next] =
          (products[one * rounds + next] ?? 0) + ((values[one] ?? 0) * (values[next] ?? 0)) / squares;
  return (order) => {
    let sum = whole.length / rounds;
    for (let place = 1; place < rounds; place += 1)
      sum += products[(order[place - 1] ?? 0) * rounds + (order[place] ?? 0)] ?? 0;
    for (const each of others) sum += correlationIn(each, order);
    return sum / series.length;
  };
}
