import { drawPlaces } from '../../../src/engine/measure/statistics/bootstrap.ts';
import {
  type Comparison,
  comparisonOver,
  logRatios,
  type RoundTimes,
} from '../../../src/engine/measure/statistics/comparison.ts';

/** Compares `other` with `base`, and nothing else with them. */
export function compare(base: RoundTimes, other: RoundTimes, seed: number): Comparison {
  const logs = logRatios(base, other).flatMap((log) => log ?? []);
  return comparisonOver(logs, { draw: (size) => drawPlaces(size, seed), told: 1, correlation: 0 });
}
