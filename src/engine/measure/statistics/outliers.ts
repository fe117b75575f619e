import { ascending, quantile } from './summary.ts';

/** Values outside of these are outliers. */
export interface Fences {
  readonly low: number;
  readonly high: number;
}

/**
 * Tukey's inner fences, one and a half interquartile ranges beyond the quartiles (Exploratory
 * Data Analysis, 1977). Quartiles as {@link quantile} defines them.
 */
export function tukeyFences(values: readonly number[]): Fences {
  const sorted = ascending(values);
  const first = quantile(sorted, 0.25);
  const third = quantile(sorted, 0.75);
  const reach = 1.5 * (third - first);
  return { low: first - reach, high: third + reach };
}

/** Places of the values beyond Tukey's fences. They are to be flagged: dropping them would hide what happened. */
export function outliersOf(values: readonly number[]): number[] {
  const { low, high } = tukeyFences(values);
  return values.flatMap((value, place) => (value < low || value > high ? [place] : []));
}
