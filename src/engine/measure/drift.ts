/** A machine whose reference loop changed by more than this during a run was not the same machine before and after. */
export const mostDrift = 0.15;

/**
 * By how much the machine got slower (above zero) or faster during a run, as a share, from the
 * times that the same short loop took before and after it, in any unit. Symmetric: twice as slow
 * is +1, twice as fast −1. NaN for times that are not positive.
 */
export function driftOf(before: number, after: number): number {
  if (!(before > 0 && after > 0)) return Number.NaN;
  return after >= before ? after / before - 1 : 1 - before / after;
}

/** Whether a run must be repeated because the machine drifted; also where drift could not be told. */
export function isRejected(before: number, after: number): boolean {
  return !(Math.abs(driftOf(before, after)) <= mostDrift);
}
