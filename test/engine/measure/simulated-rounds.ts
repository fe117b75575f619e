import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RoundTimes } from '../../../src/engine/measure/statistics/comparison.ts';
import { normalQuantile } from '../../../src/engine/measure/statistics/distributions.ts';

/** How a machine disturbs what is measured on it. */
export interface Noise {
  /** Standard deviation of the logarithm of a time: 0.04 is 4 %. */
  readonly jitter: number;
  /** By how much the machine gets slower, or faster, over all rounds at most. */
  readonly drift: number;
  /** How often something else takes the machine, and makes a run longer by 5 % to 40 %. */
  readonly disturbed: number;
  /** Correlation of what jitter makes of a lane's time with that in the round before; none where absent. */
  readonly correlation?: number;
  /** How often a run of the first lane, and of no other, takes {@link spike} times as long. */
  readonly spikes?: number;
}

/** How many times as long a spike is. */
const spike = 2;

/** By what factor spikes make the first lane's geometric mean longer. */
export function spikedBy({ spikes = 0 }: Noise): number {
  return spike ** spikes;
}

export const quiet: Noise = { jitter: 0.03, drift: 0.05, disturbed: 0 };
export const typical: Noise = { jitter: 0.04, drift: 0.1, disturbed: 0.05 };
export const busy: Noise = { jitter: 0.05, drift: 0.2, disturbed: 0.05 };

/**
 * Times as a session measures them: log-normal jitter, a drift that goes on from run to run,
 * lanes in another order each round, now and then a disturbance. The same seed gives the same times.
 *
 * @param costs the true time of each lane
 */
export function simulateRounds(costs: readonly number[], rounds: number, noise: Noise, seed: number): RoundTimes[] {
  const random = xoroshiro128plus(seed);
  const uniform = () => uniformFloat64(random);
  const normal = () => normalQuantile(Math.max(uniform(), 1e-9));
  const slope = (2 * uniform() - 1) * noise.drift;
  const times: number[][] = costs.map(() => []);
  const { correlation = 0, spikes = 0 } = noise;
  const deviates = costs.map(() => normal());
  for (let round = 0; round < rounds; round += 1) {
    const order = costs.map((_, lane) => ({ lane, key: uniform() })).sort((a, b) => a.key - b.key);
    order.forEach(({ lane }, place) => {
      const drift = (slope * (round + place / costs.length)) / rounds;
      const deviate = correlation * (deviates[lane] ?? 0) + Math.sqrt(1 - correlation ** 2) * normal();
      deviates[lane] = deviate;
      const disturbance = uniform() < noise.disturbed ? 0.05 + 0.35 * uniform() : 0;
      const spiked = lane === 0 && uniform() < spikes ? spike : 1;
      times[lane]?.push((costs[lane] ?? 1) * Math.exp(drift + noise.jitter * deviate) * (1 + disturbance) * spiked);
    });
  }
  return times;
}
