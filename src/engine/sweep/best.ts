import { partsOf } from '../catalog.ts';
import { defined } from '../defined.ts';
import type { BreakEven } from '../measure/scaling/break-even.ts';
import type { RoundTimes } from '../measure/statistics/comparison.ts';
import { decide } from '../measure/verdict/decision.ts';
import type { Report } from '../report/report.ts';

/** With how many workers a model is best. */
export interface SweepBest {
  /** The fewest that cannot be told from the fastest; the fastest itself while rounds are too few to tell. */
  readonly workers: number;
  /** All numbers of workers that cannot be told from the fastest; empty while rounds are too few to tell. */
  readonly alike: readonly number[];
  /** From when on it pays off against the sequential lane with so many workers. */
  readonly breakEven?: BreakEven;
}

/** A lane of the model, and what it took in each round. */
interface TimedLane {
  readonly lane: string;
  readonly times: RoundTimes;
}

/** Decides between the lanes of one model; undefined where nothing counts. The same report gives the same. */
export function bestOf(lanes: readonly TimedLane[], { scenario, breakEven }: Report): SweepBest | undefined {
  const { fastest, simplest, best } = decide(lanes, scenario.seed);
  const chosen = simplest ?? fastest;
  if (chosen === undefined) return undefined;
  return {
    workers: workersOf(chosen),
    alike: best.map(workersOf),
    ...defined({ breakEven: breakEven.find(({ lane }) => lane === chosen) }),
  };
}

/** The number of workers that a lane has of its own; 0 for none. */
export function workersOf(lane: string): number {
  return partsOf(lane).workers ?? 0;
}
