import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Plan } from '../plan.ts';

/** What a round is for: a warm-up is run and shown, and never counts. */
export type RoundKind = 'measured' | 'warm-up';

/** Which round a run belongs to; warm-ups are counted for themselves, from 1 like the others. */
export interface RoundName {
  readonly round: number;
  readonly kind: RoundKind;
}

/** Every lane of the plan once. */
export interface Round extends RoundName {
  /** The names of the lanes, in the order in which they run. */
  readonly order: readonly string[];
}

/** How often a run is repeated because the machine drifted while it went on. */
export const mostRepeats = 2;

/**
 * The rounds of a session in their order, the lanes of each shuffled: what comes first finds
 * another machine than what comes last. A single round keeps the order that the user gave. The
 * same seed gives the same orders.
 */
export function scheduleOf({ lanes, rounds, warmUp, seed }: Plan): Round[] {
  const names: RoundName[] = [
    ...Array.from({ length: warmUp }, (_, index) => ({ round: index + 1, kind: 'warm-up' as const })),
    ...Array.from({ length: rounds }, (_, index) => ({ round: index + 1, kind: 'measured' as const })),
  ];
  const random = xoroshiro128plus(seed);
  return names.map((name) => {
    const order = [...lanes];
    if (rounds === 1) return { ...name, order };
    // Fisher and Yates: each order is as likely as any other.
    for (let last = order.length - 1; last > 0; last -= 1) {
      const place = uniformInt(random, 0, last);
      [order[last], order[place]] = [order[place] as string, order[last] as string];
    }
    return { ...name, order };
  });
}
