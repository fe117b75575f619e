import { describe, expect, test } from 'vitest';
import {
  dependenceP,
  effectiveSampleOf,
  serialCorrelation,
} from '../../../../src/engine/measure/statistics/dependence.ts';
import { mean, standardDeviation } from '../../../../src/engine/measure/statistics/summary.ts';
import { compare } from '../compare.ts';
import { simulateRounds } from '../simulated-rounds.ts';

describe('the correlation of each round with the next', () => {
  test('is that of statsmodels’ acf, without its bias', () => {
    expect(serialCorrelation([1, 2, 3, 4, 5])).toBeCloseTo(0.4 + 1 / 5, 12);
    expect(serialCorrelation([1, -1, 1, -1])).toBeCloseTo(-0.75 + 1 / 4, 12);
  });

  test('is none where nothing varies', () => {
    expect(serialCorrelation([2, 2, 2, 2, 2])).toBe(0);
  });

  test('is none on average of independent rounds', () => {
    const all = Array.from({ length: 500 }, (_, seed) =>
      serialCorrelation(simulateRounds([1], 10, { jitter: 0.1, drift: 0, disturbed: 0 }, seed)[0] as number[]),
    );
    expect(Math.abs(mean(all))).toBeLessThan(0.03);
  });
});

describe('rounds that resemble the one before', () => {
  test('are worth as many independent ones as Bayley and Hammersley’s formula gives', () => {
    // By hand: 1 + 2 (4/5 · 0.5 + 3/5 · 0.25 + 2/5 · 0.125 + 1/5 · 0.0625) = 2.225
    const { size, widening, freedom } = effectiveSampleOf(5, 0.5);
    expect(size).toBeCloseTo(5 / 2.225, 12);
    expect(widening).toBeCloseTo(Math.sqrt((2.225 * 4) / (5 - 2.225)), 12);
    expect(freedom).toBe(3);
  });

  test('leave as many degrees of freedom fewer, and three of five rounds', () => {
    const { size, freedom } = effectiveSampleOf(20, 0.5);
    expect(freedom).toBeCloseTo((19 / 20) * size, 12);
    expect(effectiveSampleOf(5, 0.9).freedom).toBe(3);
  });

  test('still show a difference of four times in five rounds that drift apart', () => {
    const ratios = [4, 4.4, 4.7, 5.2, 5.5];
    const { interval, agreed } =
      compare(
        ratios,
        ratios.map(() => 1),
        1,
      ).inference ?? {};
    expect(agreed).toBe(true);
    expect(interval?.low).toBeGreaterThan(1.1);
  });

  test('have means that vary by so much more than their deviation tells', () => {
    const noise = { jitter: 0.1, drift: 0, disturbed: 0, correlation: 0.6 };
    const sessions = Array.from({ length: 2_000 }, (_, seed) =>
      (simulateRounds([1], 10, noise, seed)[0] as number[]).map(Math.log),
    );
    const error = standardDeviation(sessions.map(mean));
    const told = Math.sqrt(mean(sessions.map((logs) => standardDeviation(logs) ** 2 / logs.length)));
    const expected = effectiveSampleOf(10, 0.6).widening;
    expect(error / told / expected).toBeGreaterThan(0.94);
    expect(error / told / expected).toBeLessThan(1.06);
  });

  test('that are independent, or alternate, are worth no more than there are', () => {
    const whole = { size: 10, widening: 1, freedom: 9 };
    expect(effectiveSampleOf(10, 0)).toEqual(whole);
    expect(effectiveSampleOf(10, -0.8)).toEqual(whole);
  });

  test('have a wider interval than the same rounds mixed', () => {
    const base = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    const rising = base.map((_, round) => 1 + round / 50);
    const mixed = [0, 9, 1, 8, 2, 7, 3, 6, 4, 5].map((place) => rising[place] ?? 1);
    const [widthOfRising, widthOfMixed] = [rising, mixed].map((times) => {
      const { interval = { low: 0, high: 0 } } = compare(times, base, 1).inference ?? {};
      return Math.log(interval.high / interval.low);
    }) as [number, number];
    expect(widthOfRising).toBeGreaterThan(2 * widthOfMixed);
  });
});

describe('the probability that the order of rounds means nothing', () => {
  test('is that of all 120 orders of five values, enumerated with Python’s itertools: eight are as correlated', () => {
    const p = dependenceP([[1, 2, 3, 4, 5]], 1);
    expect(p).toBeGreaterThan(0.7 * (8 / 120));
    expect(p).toBeLessThan(1.3 * (8 / 120));
  });

  test('is 1 where no order is less correlated, and the same under the same seed', () => {
    expect(dependenceP([[2, 2, 2, 2, 2]], 1)).toBe(1);
    const values = [[3, 1, undefined, 4, 1, 5, 9]];
    expect(dependenceP(values, 7)).toBe(dependenceP(values, 7));
  });
});
