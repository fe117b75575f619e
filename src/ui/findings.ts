import { hasEnded, type Lane } from '../engine/lane/lane.ts';
import { explain } from '../engine/measure/explain.ts';
import { type Breakdown, breakdownOf } from '../engine/measure/time/breakdown.ts';
import { type Parallelism, parallelismOf } from '../engine/measure/time/parallelism.ts';

/** What the figures of a lane that has ended say. */
export interface Findings {
  readonly breakdown: Breakdown;
  readonly parallelism?: Parallelism;
  readonly why: readonly string[];
}

const known = new WeakMap<Lane, Findings>();

/**
 * The findings of a lane, made once for each: a lane that waited 20,000 times takes some 20 ms.
 * Undefined while it runs. `cores` that it could use: the quota where there is one.
 */
export function findingsOf(lane: Lane, cores: number): Findings | undefined {
  if (!hasEnded(lane.state) || lane.workers.size === 0) return undefined;
  const found = known.get(lane) ?? find(lane, cores);
  known.set(lane, found);
  return found;
}

function find(lane: Lane, cores: number): Findings {
  const breakdown = breakdownOf(lane);
  const parallelism = parallelismOf(lane, cores);
  if (parallelism === undefined) return { breakdown, why: [] };
  return { breakdown, parallelism, why: explain(lane, breakdown, parallelism) };
}
