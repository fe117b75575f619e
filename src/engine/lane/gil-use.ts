import type { Hold } from '../protocol.ts';

/** How many of the last holds are kept for a strip of who held the lock when. */
const keptHolds = 256;

/** What became of the emulated GIL of a run. Times in µs, stamps since the run's epoch. */
export interface GilUse {
  /** How often it went from one worker to another, exact. */
  readonly switches: number;
  /** How often a worker took it, exact. */
  readonly holds: number;
  /** For how long workers held it, all together, exact. */
  readonly heldUs: number;
  /** The last holds, in the order of their begin. */
  readonly lastHolds: readonly Pick<Hold, 'at' | 'us' | 'worker'>[];
}

const unused: GilUse = { switches: 0, holds: 0, heldUs: 0, lastHolds: [] };

/** The use after one more hold; workers tell theirs in batches, so it may have begun before the last one. */
export function addHold(use: GilUse = unused, { at, us, worker, switched }: Hold): GilUse {
  const { switches, holds, heldUs, lastHolds } = use;
  const place = lastHolds.findLastIndex((hold) => hold.at <= at) + 1;
  return {
    switches: switches + (switched ? 1 : 0),
    holds: holds + 1,
    heldUs: heldUs + us,
    lastHolds: lastHolds.toSpliced(place, 0, { at, us, worker }).slice(-keptHolds),
  };
}
