/** A p-value after the correction. */
export interface Corrected {
  readonly p: number;
  /** What the level is divided by for this one test, given those that came before it. */
  readonly divisor: number;
}

/**
 * Holm's step-down correction (A Simple Sequentially Rejective Multiple Test Procedure,
 * Scandinavian Journal of Statistics 6, 1979): p-values, in their places, adjusted so that
 * rejecting those up to a level makes at least one false rejection with at most that probability,
 * however the tests depend on each other.
 */
export function holm(pValues: readonly number[]): Corrected[] {
  const order = pValues.map((_, place) => place).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const corrected = pValues.map((p) => ({ p, divisor: 1 }));
  let least = 0;
  order.forEach((place, rank) => {
    const divisor = pValues.length - rank;
    least = Math.min(1, Math.max(least, (pValues[place] ?? 1) * divisor));
    corrected[place] = { p: least, divisor };
  });
  return corrected;
}
