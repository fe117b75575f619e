import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { EffectiveSample } from './dependence.ts';
import { normalQuantile, studentCritical, studentWithin } from './distributions.ts';
import { ascendingOf } from './order.ts';
import { mean, quantile, standardDeviation } from './summary.ts';

/** How often the rounds are drawn anew. */
const resamples = 10_000;

/** The smallest p-value that is told apart from zero. */
const leastP = 1e-9;

/** A range, its ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The bootstrap distribution of a mean, and what can be read from it.
 *
 * Its percentiles alone are too narrow for few values: the distribution has the variance of a
 * sample divided by n, not n − 1, and normal tails, not Student's (Hesterberg, What Teachers
 * Should Know About the Bootstrap, The American Statistician 69, 2015, on "narrowness bias").
 * So their distances from the estimate are stretched by √(n/(n−1)) · t/z, which keeps the
 * distribution's own skewness. Hesterberg corrects the percentage instead; with five values that
 * would ask for more than the most extreme resample. A side on which that is still narrower than
 * Student's interval gets Student's: resamples of few values take few different values. Where each
 * value resembles the one before, both are widened by what they are worth less.
 */
export interface Bootstrap {
  readonly estimate: number;
  /** The two-sided interval that misses the true mean with probability `level`. */
  readonly interval: (level: number) => Interval;
  /** Two-sided p-value of a true mean of zero: the level at which the interval begins to reach zero. */
  readonly p: () => number;
}

/** Places drawn with replacement from `size` values, {@link resamples} times, one draw after the other. */
export function drawPlaces(size: number, seed: number): Uint16Array {
  const random = xoroshiro128plus(seed);
  const places = new Uint16Array(size * resamples);
  for (let index = 0; index < places.length; index += 1) places[index] = uniformInt(random, 0, size - 1);
  return places;
}

/**
 * Bootstraps the mean of at least two values (Efron, Bootstrap Methods, Annals of Statistics 7,
 * 1979) over places from {@link drawPlaces}. The order of the values does not matter but
 * for their dependence, and negated values give the negated result.
 */
export function bootstrapMean(
  values: readonly number[],
  places: Uint16Array,
  { widening, freedom }: EffectiveSample,
): Bootstrap {
  const side = mean(values) < 0 ? -1 : 1;
  const sample = Float64Array.from(values, (value) => side * value).sort();
  const size = sample.length;
  const centre = mean([...sample]);
  const means = resampledMeans(sample, places);

  const error = standardDeviation([...sample]) / Math.sqrt(size);
  const narrowness = Math.sqrt(size / (size - 1));

  /** How far the interval reaches below the estimate, or above it. */
  function reach(level: number, upwards: boolean): number {
    const critical = studentCritical(level, freedom) * widening;
    const stretch = narrowness * (critical / normalQuantile(1 - level / 2));
    const percentile = upwards ? quantile(means, 1 - level / 2) - centre : centre - quantile(means, level / 2);
    return Math.max(stretch * percentile, critical * error);
  }

  /**
   * Whether it reaches less far below the estimate than to zero. The same as to compare {@link reach},
   * but the critical t that would reach there is known: there is none to be found.
   */
  function excludesZero(level: number): boolean {
    const percentile = centre - quantile(means, level / 2);
    const stretched = (centre * normalQuantile(1 - level / 2)) / (narrowness * percentile);
    const reaching = Math.min(centre / error, percentile > 0 ? stretched : Number.POSITIVE_INFINITY) / widening;
    return 1 - studentWithin(reaching, freedom) < level;
  }

  return {
    estimate: side * centre,
    interval: (level) => {
      const low = centre - reach(level, false);
      const high = centre + reach(level, true);
      return side < 0 ? { low: -high, high: -low } : { low, high };
    },
    p: () => {
      if (centre === 0) return 1;
      if (excludesZero(leastP)) return leastP;
      let reaching = leastP;
      let excluding = 1;
      while (excluding / reaching > 1.001) {
        const level = Math.sqrt(reaching * excluding);
        if (excludesZero(level)) excluding = level;
        else reaching = level;
      }
      return excluding;
    },
  };
}

function resampledMeans(sample: Float64Array, places: Uint16Array): Float64Array {
  const size = sample.length;
  const means = new Float64Array(resamples);
  // Two at a time: one sum does not wait for the other.
  for (let resample = 0; resample < resamples; resample += 2) {
    let one = 0;
    let other = 0;
    for (let index = resample * size; index < (resample + 1) * size; index += 1) {
      one += sample[places[index] ?? 0] ?? 0;
      other += sample[places[index + size] ?? 0] ?? 0;
    }
    means[resample] = one / size;
    means[resample + 1] = other / size;
  }
  return ascendingOf(means);
}
