import { median } from '../alternate.ts';
import type { HandRun } from '../hand.ts';

/** How long each model took by hand, fastest first. */
export interface Exhaustive {
  readonly times: readonly { readonly lane: string; readonly ms: number }[];
  /** Whether all runs of all models gave the same results. */
  readonly isSame: boolean;
}

/** A model that took so many times as long as the fastest cannot come near it: in the warm-up, and at its best later. */
const hopeless = { first: 10, later: 3 };

/**
 * Times by hand under every lane: medians of `rounds`, each in another order, after one that does not count.
 * What cannot come near the fastest is not run again: a thousand processes take a minute.
 */
export async function exhaustive(
  lanes: readonly string[],
  rounds: number,
  run: (lane: string) => Promise<HandRun>,
): Promise<Exhaustive> {
  const times = new Map(lanes.map((lane) => [lane, [] as number[]]));
  const digests = new Set<string>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const lane of shuffled(promising(times))) {
      const { ms, digest } = await run(lane);
      digests.add(digest);
      times.get(lane)?.push(ms);
    }
  }
  const medians = [...times].map(([lane, all]) => ({ lane, ms: median(all.length > 1 ? all.slice(1) : all) }));
  return { times: medians.toSorted((a, b) => a.ms - b.ms), isSame: digests.size === 1 };
}

/** Every lane that has not been run yet, or took not many times as long as the fastest. */
function promising(times: ReadonlyMap<string, readonly number[]>): string[] {
  const best = [...times].map(([lane, all]) => ({ lane, ms: Math.min(...all), runs: all.length }));
  const fastest = Math.min(...best.map(({ ms }) => ms));
  const isPromising = ({ ms, runs }: (typeof best)[number]) =>
    runs === 0 || ms <= fastest * (runs === 1 ? hopeless.first : hopeless.later);
  return best.filter(isPromising).map(({ lane }) => lane);
}

function shuffled(lanes: readonly string[]): string[] {
  const places = lanes.map((lane) => ({ lane, place: Math.random() }));
  return places.toSorted((a, b) => a.place - b.place).map(({ lane }) => lane);
}
