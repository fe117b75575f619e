/**
 * Holm's step-down correction (A Simple Sequentially Rejective Multiple Test Procedure,
 * Scandinavian Journal of Statistics 6, 1979): p-values, in their places, adjusted so that
 * rejecting those up to a level makes at least one false rejection with at most that probability,
 * however the tests depend on each other.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, place) => place).sort((a, b) => (pValues[a] ?? 1) - (pValues[b] ?? 1));
  const adjusted = pValues.slice();
  let least = 0;
  order.forEach((place, rank) => {
    least = Math.min(1, Math.max(least, (pValues[place] ?? 1) * (pValues.length - rank)));
    adjusted[place] = least;
  });
  return adjusted;
}
