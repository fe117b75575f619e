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

/** The use after a batch of holds; workers tell theirs in batches, so some may have begun before the last one. */
export function withHolds(use: GilUse | undefined, holds: readonly Hold[]): GilUse | undefined {
  if (holds.length === 0) return use;
  const before = use ?? unused;
  let { switches, heldUs } = before;
  for (const { us, switched } of holds) {
    heldUs += us;
    if (switched) switches += 1;
  }
  const all = [...before.lastHolds, ...holds.map(({ at, us, worker }) => ({ at, us, worker }))];
  return {
    switches,
    holds: before.holds + holds.length,
    heldUs,
    lastHolds: all.sort((a, b) => a.at - b.at).slice(-keptHolds),
  };
}
