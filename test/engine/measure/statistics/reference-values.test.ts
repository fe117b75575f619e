import { describe, expect, test } from 'vitest';
import {
  binomialAtLeast,
  normalBelow,
  normalQuantile,
  signTest,
  studentCritical,
  studentWithin,
} from '../../../../src/engine/measure/statistics/distributions.ts';
import { holm } from '../../../../src/engine/measure/statistics/holm.ts';
import {
  ascending,
  geometricMean,
  median,
  quantile,
  standardDeviation,
} from '../../../../src/engine/measure/statistics/summary.ts';
import { compare } from '../compare.ts';

describe('agrees with values computed elsewhere', () => {
  test.each([
    [0.05, 1, 12.706],
    [0.05, 4, 2.776],
    [0.05, 9, 2.262],
    [0.05, 30, 2.042],
    [0.01, 4, 4.604],
    [0.01, 9, 3.25],
    [0.1, 2, 2.92],
    [0.002, 9, 4.297],
  ])(
    'the critical t for level %f and %i degrees of freedom is that of the NIST handbook, table 1.3.6.7.2',
    (level, freedom, expected) => {
      expect(studentCritical(level, freedom)).toBeCloseTo(expected, 3);
    },
  );

  test("the p-value of Student's sleep data is that of R's t.test: t = 4.0621, df = 9, p = 0.002833", () => {
    expect(1 - studentWithin(4.0621, 9)).toBeCloseTo(0.002833, 6);
  });

  test.each([
    [0.001, -3.090232],
    [0.01, -2.326348],
    [0.3, -0.524401],
    [0.5, 0],
    [0.975, 1.959964],
    [0.995, 2.575829],
    [1e-9, -5.997807],
  ])('the normal quantile of %f is that of Python’s statistics.NormalDist', (probability, expected) => {
    expect(normalQuantile(probability)).toBeCloseTo(expected, 5);
  });

  test.each([
    [-3, 0.00135],
    [-1, 0.158655],
    [0, 0.5],
    [0.5, 0.691462],
    [1.96, 0.975002],
    [4, 0.999968],
  ])('the probability of a normal variable below %f is that of Python’s statistics.NormalDist', (x, expected) => {
    expect(normalBelow(x)).toBeCloseTo(expected, 6);
  });

  test.each([
    [9, 10, 0.9, 0.7361],
    [8, 10, 0.5, 0.0547],
    [15, 20, 0.7, 0.4164],
    [0, 5, 0.3, 1],
    [5, 5, 0.3, 0.0024],
  ])('at least %i of %i successes of probability %f are as likely as in the binomial table', (k, n, p, expected) => {
    expect(binomialAtLeast(k, n, p)).toBeCloseTo(expected, 4);
  });

  test.each([
    [5, 5, 0.0625],
    [9, 10, 0.0215],
    [8, 10, 0.1094],
    [15, 20, 0.0414],
  ])('%i of %i heads has the p-value of the binomial table', (agreeing, trials, expected) => {
    expect(signTest(agreeing, trials)).toBeCloseTo(expected, 4);
  });

  test('Holm’s correction gives what R’s p.adjust(p, "holm") gives', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005]).map(({ p }) => p)).toEqual(
      [0.03, 0.06, 0.06, 0.02].map((p) => expect.closeTo(p, 10)),
    );
  });

  test('the geometric mean is that of the example in Python’s documentation', () => {
    expect(geometricMean([54, 24, 36])).toBeCloseTo(36, 10);
  });

  test('quartiles, median and deviation are those of Python’s statistics module', () => {
    const values = [8.1, 7.9, 8, 8.3, 9.9, 8.2, 7.8, 8.1, 6.1, 8];
    const sorted = ascending(values);
    expect([0.25, 0.5, 0.75].map((p) => quantile(sorted, p))).toEqual(
      [7.925, 8.05, 8.175].map((q) => expect.closeTo(q, 10)),
    );
    expect(median(values)).toBeCloseTo(8.05, 10);
    expect(standardDeviation(values)).toBeCloseTo(0.90701, 5);
  });

  test('the interval is that of all 3,125 resamples of five values, enumerated with Python’s itertools', () => {
    const { ratio, deviation, outliers, inference } = compare([1, 1.02, 1.3, 0.99, 1.03], [1, 1, 1, 1, 1], 1);
    expect(ratio).toBeCloseTo(1.06219, 5);
    expect(deviation).toBeCloseTo(0.114018, 5);
    expect(outliers).toEqual([2]);
    // Upwards the stretched percentile, to the draws' error; downwards Student's, which is wider here.
    expect(inference?.interval).toEqual({ low: expect.closeTo(0.92198, 5), high: expect.closeTo(1.25, 2) });
    expect(inference?.narrow).toEqual({ low: expect.closeTo(0.95278, 5), high: expect.closeTo(1.219, 2) });
  });
});
