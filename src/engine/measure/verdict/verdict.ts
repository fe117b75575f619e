import { type Comparison, fewestRounds, isEquivalent, moreRounds, significance } from '../statistics/comparison.ts';

/** What can be said of one model against another. */
export type Verdict =
  /** Told apart; `negligible` where the difference is also shown to be below 10 %. */
  | { readonly outcome: 'faster' | 'slower'; readonly negligible: boolean }
  | { readonly outcome: 'equivalent' }
  /** `moreRounds` would be likely to settle it; absent where no sensible number would. */
  | { readonly outcome: 'inconclusive'; readonly moreRounds?: number }
  /** Too few rounds to infer anything; `moreRounds` are missing. */
  | { readonly outcome: 'indicative'; readonly moreRounds: number };

/**
 * The verdict of a comparison that is one of several.
 *
 * @param adjusted its p-value after the correction for the others
 */
export function verdictOf(comparison: Comparison, adjusted: number): Verdict {
  const { ratio, points, inference } = comparison;
  if (inference === undefined) return { outcome: 'indicative', moreRounds: fewestRounds - points.length };
  const equivalent = isEquivalent(inference);
  if (isToldApart(comparison, adjusted)) {
    return { outcome: ratio > 1 ? 'faster' : 'slower', negligible: equivalent };
  }
  if (equivalent) return { outcome: 'equivalent' };
  // The correction multiplied this p-value by what it divides this comparison's share of the level by.
  const share = inference.p / Math.max(inference.p, adjusted);
  const more = moreRounds(comparison, significance * share);
  return { outcome: 'inconclusive', ...(more !== undefined && { moreRounds: more }) };
}

/** Whether the corrected interval excludes 1 and the rounds agree on the side. */
function isToldApart({ inference }: Comparison, adjusted: number): boolean {
  return inference !== undefined && adjusted <= significance && inference.agreed;
}
