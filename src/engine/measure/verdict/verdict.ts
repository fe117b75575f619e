import { type Comparison, fewestRounds, isEquivalent, moreRounds, significance } from '../statistics/comparison.ts';
import type { Corrected } from '../statistics/holm.ts';

/** What can be said of one lane against another. */
export type Verdict =
  /** Told apart; `negligible` where the difference is also shown to be below 10 %. */
  | { readonly outcome: 'faster' | 'slower'; readonly negligible: boolean }
  | { readonly outcome: 'equivalent' }
  /**
   * `moreRounds` would be likely to settle it; absent where no sensible number would. `disagree`
   * where the interval alone would tell them apart, but too many rounds point the other way.
   */
  | { readonly outcome: 'inconclusive'; readonly moreRounds?: number; readonly disagree?: true }
  /** Too few rounds to infer anything; `moreRounds` are missing. */
  | { readonly outcome: 'indicative'; readonly moreRounds: number };

/**
 * The verdict of a comparison that is one of several.
 *
 * @param corrected what the correction for the others made of its p-value
 */
export function verdictOf(comparison: Comparison, { p, divisor }: Corrected): Verdict {
  const { ratio, points, inference } = comparison;
  if (inference === undefined) return { outcome: 'indicative', moreRounds: fewestRounds - points.length };
  const equivalent = isEquivalent(inference);
  const isSignificant = p <= significance;
  if (isSignificant && inference.agreed) return { outcome: ratio > 1 ? 'faster' : 'slower', negligible: equivalent };
  if (equivalent) return { outcome: 'equivalent' };
  const more = moreRounds(comparison, significance / divisor);
  return {
    outcome: 'inconclusive',
    ...(more !== undefined && { moreRounds: more }),
    ...(isSignificant && { disagree: true as const }),
  };
}
