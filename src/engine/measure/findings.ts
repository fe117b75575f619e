import { defined } from '../defined.ts';
import type { Lane } from '../lane/lane.ts';
import { explain } from './explain.ts';
import { type Breakdown, breakdownOf } from './time/breakdown.ts';
import { type Parallelism, parallelismOf } from './time/parallelism.ts';
import { type Passing, passingOf } from './time/passing.ts';

/** What the figures of a lane say. */
export interface Findings {
  readonly breakdown: Breakdown;
  /** Absent where no task began. */
  readonly parallelism?: Parallelism;
  /** Absent where nothing of it was told. */
  readonly passing?: Passing;
  /** Means nothing before the lane has ended. */
  readonly why: readonly string[];
}

const known = new WeakMap<Lane, Findings>();

/**
 * The findings of a lane, made once for each: of one with 10,000 workers they take some 50 ms. `cores`
 * that it could use, which are always the same for one lane: the quota where there is one.
 */
export function findingsOf(lane: Lane, cores: number): Findings {
  const found = known.get(lane) ?? find(lane, cores);
  known.set(lane, found);
  return found;
}

function find(lane: Lane, cores: number): Findings {
  const breakdown = breakdownOf(lane, cores);
  const parallelism = parallelismOf(lane, cores);
  if (parallelism === undefined) return { breakdown, why: [] };
  const why = explain(lane, breakdown, parallelism);
  return { breakdown, parallelism, ...defined({ passing: passingOf(lane) }), why };
}
