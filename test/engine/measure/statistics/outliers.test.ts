import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outliersOf } from '../../../../src/engine/measure/statistics/outliers.ts';
import type { Noise } from '../simulated-rounds.ts';
import { shareWithOutliers } from '../simulated-sessions.ts';

/** Wide enough for every outlier to be large enough to matter. */
const normal: Noise = { jitter: 0.15, drift: 0, disturbed: 0 };

/** In which share of sessions of equal lanes any comparison with the first lane has an outlier. */
function share(lanes: number, rounds: number): number {
  const costs = Array.from({ length: lanes }, () => 1);
  return shareWithOutliers({ costs, rounds, noise: normal, repetitions: 1_000 });
}

describe('an outlier', () => {
  test.each([5, 10, 20])('is flagged in at most 5 %% of sessions of normal noise and %d rounds', (rounds) => {
    expect(share(2, rounds)).toBeLessThanOrEqual(0.05);
    expect(share(6, rounds)).toBeLessThanOrEqual(0.05);
  });

  test.each([
    ['one run of five that takes half as long again', [0.01, -0.02, 0, 0.4, 0.02], [3]],
    ['one of ten', [0.03, -0.02, 0, 0.02, 0.01, -0.3, -0.01, 0, 0.02, -0.03], [5]],
    ['two of ten, which do not hide each other', [0.03, -0.02, 0.4, 0.02, 0.01, 0.4, -0.01, 0, 0.02, -0.03], [2, 5]],
    ['two of ten on both sides', [0.03, -0.02, 0.4, 0.02, 0.01, -0.4, -0.01, 0, 0.02, -0.03], [2, 5]],
    ['the one that differs of others that are equal', [1, 1, 1, 1, 2], [4]],
  ])('is %s', (_, logs, places) => {
    expect(outliersOf(logs)).toEqual(places);
  });

  test.each([
    ['a round that is off by less than 10 %, however steady the others are', [0, 0, 0, 0.09, 0]],
    ['one of noise that is as wide as it', [0.3, -0.2, 0, 0.5, -0.3]],
    ['one of fewer than five rounds', [0, 0, 0, 5]],
    ['what happens in three rounds of ten', [0, 0.01, 1, 0, 1, 0.01, 0, 1, 0, 0.01]],
    ['one of equal rounds', [1, 1, 1, 1, 1]],
    ['one of none', []],
  ])('is not %s', (_, logs) => {
    expect(outliersOf(logs)).toEqual([]);
  });

  test('is the same when the two lanes are changed over, and in another unit of time', () => {
    const logs = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 5, maxLength: 25 });
    fc.assert(
      fc.property(logs, fc.integer({ min: -50, max: 50 }), (values, unit) => {
        const places = outliersOf(values);
        expect(outliersOf(values.map((value) => -value))).toEqual(places);
        expect(outliersOf(values.map((value) => value + unit))).toEqual(places);
      }),
    );
  });

  test('of Rosner’s data, at 5 %, are the three that the NIST handbook has, 1.3.5.17.3', () => {
    const data = [
      -0.25, 0.68, 0.94, 1.15, 1.2, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58, 1.65, 1.69, 1.7, 1.76,
      1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.1, 2.14, 2.15, 2.23, 2.24, 2.26, 2.35, 2.37, 2.4, 2.47, 2.54,
      2.62, 2.64, 2.9, 2.92, 2.92, 2.93, 3.21, 3.26, 3.3, 3.59, 3.68, 4.3, 4.64, 5.34, 5.42, 6.01,
    ];
    // The level is 3 % over the comparisons.
    expect(outliersOf(data, 3 / 5)).toEqual([51, 52, 53]);
    expect(outliersOf(data)).toEqual([]);
  });
});
