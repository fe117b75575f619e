import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawPlaces } from '../../../../src/engine/measure/statistics/bootstrap.ts';
import { comparisonOver, inverse } from '../../../../src/engine/measure/statistics/comparison.ts';
import {
  normalQuantile,
  studentCritical,
  studentWithin,
} from '../../../../src/engine/measure/statistics/distributions.ts';
import { holm } from '../../../../src/engine/measure/statistics/holm.ts';
import { ascending, geometricMean, quantile } from '../../../../src/engine/measure/statistics/summary.ts';
import { compare } from '../compare.ts';

const time = fc.double({ min: 1, max: 1_000, noNaN: true });
const rounds = fc.array(fc.tuple(time, time), { minLength: 5, maxLength: 12 });
const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
const few = { numRuns: 30 };

function compared(pairs: readonly (readonly [number, number])[], scale = 1) {
  return compare(
    pairs.map(([base]) => base * scale),
    pairs.map(([, other]) => other * scale),
    1,
  );
}

describe('a comparison', () => {
  test('does not depend on the unit of time', () => {
    fc.assert(
      fc.property(rounds, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (pairs, scale) => {
        expect(compared(pairs, scale).inference?.interval.low).toBeCloseTo(
          compared(pairs).inference?.interval.low ?? 0,
          6,
        );
      }),
      few,
    );
  });

  test('is the same from the last round to the first', () => {
    fc.assert(
      fc.property(rounds, (pairs) => {
        expect(compared(pairs.toReversed()).inference?.interval.high).toBeCloseTo(
          compared(pairs).inference?.interval.high ?? 0,
          6,
        );
      }),
      few,
    );
  });

  test('turned round gives the reciprocal', () => {
    fc.assert(
      fc.property(rounds, (pairs) => {
        const turned = compared(pairs.map(([base, other]) => [other, base]));
        const { ratio, inference } = inverse(compared(pairs));
        expect(turned.ratio / ratio).toBeCloseTo(1, 9);
        expect((turned.inference?.interval.low ?? 0) / (inference?.interval.low ?? 0)).toBeCloseTo(1, 6);
        expect(turned.inference?.p).toBeCloseTo(inference?.p ?? 0, 6);
      }),
      few,
    );
  });

  test('has its ratio inside its interval, and the narrow one inside the wide one', () => {
    fc.assert(
      fc.property(rounds, (pairs) => {
        const { ratio, inference } = compared(pairs);
        const { interval = { low: 0, high: 0 }, narrow = interval } = inference ?? {};
        expect(interval.low).toBeLessThanOrEqual(narrow.low);
        expect(narrow.low).toBeLessThanOrEqual(ratio * (1 + 1e-12));
        expect(narrow.high).toBeGreaterThanOrEqual(ratio * (1 - 1e-12));
        expect(interval.high).toBeGreaterThanOrEqual(narrow.high);
      }),
      few,
    );
  });

  test('has a p-value below 5 % exactly where its 95 % interval excludes 1', () => {
    fc.assert(
      fc.property(rounds, (pairs) => {
        const { inference } = compared(pairs);
        const { interval = { low: 0, high: 0 }, p = 1 } = inference ?? {};
        fc.pre(Math.abs(p - 0.05) > 0.001);
        expect(p < 0.05).toBe(interval.low > 1 || interval.high < 1);
      }),
      few,
    );
  });

  test('is the same under the same seed, and nearly under another', () => {
    const logs = [0.1, 0.2, 0.15, 0.3, 0.12, 0.18];
    const [one, again, other] = [1, 1, 2].map((seed) =>
      comparisonOver(logs, { draw: (size) => drawPlaces(size, seed), told: 1, correlation: 0 }),
    );
    expect(again).toEqual(one);
    expect(other?.inference?.interval.low).toBeCloseTo(one?.inference?.interval.low ?? 0, 2);
  });

  test('takes only the rounds that both have, and infers nothing from fewer than five', () => {
    const { points, inference } = compare([2, undefined, 2, 2, 2], [1, 1, 1, undefined, 1], 1);
    expect(points).toEqual([2, 2, 2].map((point) => expect.closeTo(point, 10)));
    expect(inference).toBeUndefined();
  });
});

test('quantiles rise with their probability and stay within the values', () => {
  fc.assert(
    fc.property(fc.array(time, { minLength: 1 }), probability, probability, (values, a, b) => {
      const sorted = ascending(values);
      const [low, high] = [Math.min(a, b), Math.max(a, b)].map((p) => quantile(sorted, p)) as [number, number];
      expect(low).toBeLessThanOrEqual(high + 1e-9);
      expect(low).toBeGreaterThanOrEqual((sorted[0] ?? 0) - 1e-9);
    }),
  );
});

test('the geometric mean of ratios and that of their reciprocals are reciprocal', () => {
  fc.assert(
    fc.property(fc.array(time, { minLength: 1 }), (values) => {
      expect(geometricMean(values) * geometricMean(values.map((value) => 1 / value))).toBeCloseTo(1, 9);
    }),
  );
});

test('Holm’s correction never lowers a p-value, never goes above 1, and keeps the order', () => {
  fc.assert(
    fc.property(fc.array(probability, { minLength: 1, maxLength: 10 }), (pValues) => {
      const adjusted = holm(pValues).map(({ p }) => p);
      const least = pValues.indexOf(Math.min(...pValues));
      expect(adjusted[least]).toBeCloseTo(Math.min(1, (pValues[least] ?? 0) * pValues.length), 10);
      adjusted.forEach((p, place) => {
        expect(p).toBeGreaterThanOrEqual(pValues[place] ?? 0);
        expect(p).toBeLessThanOrEqual(1);
        for (const [other, q] of pValues.entries())
          if (q > (pValues[place] ?? 0)) expect(adjusted[other]).toBeGreaterThanOrEqual(p);
      });
    }),
  );
});

test('critical values and probabilities of Student’s distribution undo each other, and near the normal ones', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-4, max: 0.9, noNaN: true }), fc.integer({ min: 1, max: 60 }), (level, freedom) => {
      expect(1 - studentWithin(studentCritical(level, freedom), freedom)).toBeCloseTo(level, 8);
    }),
  );
  expect(studentCritical(0.05, 100_000)).toBeCloseTo(normalQuantile(0.975), 3);
});
