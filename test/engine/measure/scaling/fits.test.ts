import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitAmdahl } from '../../../../src/engine/measure/scaling/amdahl.ts';
import { kneeOf } from '../../../../src/engine/measure/scaling/knee.ts';
import { fitUniversal } from '../../../../src/engine/measure/scaling/universal.ts';

function curve(workers: readonly number[], speedUpOf: (workers: number) => number) {
  return workers.map((n) => ({ workers: n, speedUp: speedUpOf(n) }));
}

const upToEight = [1, 2, 3, 4, 5, 6, 7, 8];

describe('the fit of Amdahl’s law', () => {
  test('finds the serial fraction from which a curve was made', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (serial) => {
        const fit = fitAmdahl(curve(upToEight, (n) => 1 / (serial + (1 - serial) / n)));
        expect(fit?.serialFraction).toBeCloseTo(serial, 9);
      }),
    );
  });

  test('tells its limit and its quality', () => {
    const fit = fitAmdahl(curve(upToEight, (n) => 1 / (0.1 + 0.9 / n)));
    expect(fit).toMatchObject({ limit: expect.closeTo(10, 6), determination: expect.closeTo(1, 9) });
    const noisy = fitAmdahl(curve(upToEight, (n) => 1 / (0.1 + 0.9 / n) + (n % 2 ? 0.3 : -0.3)));
    expect(noisy?.determination).toBeLessThan(0.98);
    expect(noisy?.determination).toBeGreaterThan(0.8);
  });

  test('says nothing of one worker', () => {
    expect(fitAmdahl([{ workers: 1, speedUp: 1 }])).toBeUndefined();
  });
});

describe('the fit of the universal scalability law', () => {
  test('finds the parameters from which a curve was made, and its peak', () => {
    const share = fc.double({ min: 0, max: 0.3, noNaN: true });
    fc.assert(
      fc.property(share, fc.double({ min: 0.0001, max: 0.1, noNaN: true }), (contention, coherency) => {
        const fit = fitUniversal(curve(upToEight, (n) => n / (1 + contention * (n - 1) + coherency * n * (n - 1))));
        expect(fit?.contention).toBeCloseTo(contention, 6);
        expect(fit?.coherency).toBeCloseTo(coherency, 6);
        expect(fit?.peak).toBeCloseTo(Math.sqrt((1 - contention) / coherency), 2);
      }),
    );
  });

  /** Throughput of a SPARCcenter 2000 in SPEC SDM91, and its fit by Gunther's method: manual of the R package usl 1.8.0. */
  test('of the SPEC SDM91 benchmark gives the parameters and the quality that the R package usl prints', () => {
    const throughput = [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775, 1702.2];
    const load = [1, 18, 36, 72, 108, 144, 216];
    const fit = fitUniversal(load.map((workers, index) => ({ workers, speedUp: (throughput[index] ?? 0) / 64.9 })));
    expect(fit?.contention).toBeCloseTo(1.705e-2, 5);
    expect(fit?.coherency).toBeCloseTo(7.892e-5, 7);
    expect(fit?.determination).toBeCloseTo(0.9624, 4);
  });

  test('leaves out what would be negative', () => {
    const superlinear = fitUniversal(curve(upToEight, (n) => n ** 1.1));
    expect(superlinear).toMatchObject({ contention: 0, coherency: 0, peak: Number.POSITIVE_INFINITY });
    const late = fitUniversal(curve(upToEight, (n) => n / (1 - 0.02 * (n - 1) + 0.02 * n * (n - 1))));
    expect(late).toMatchObject({ contention: 0 });
    expect(late?.coherency).toBeGreaterThan(0.01);
  });

  test('asks for six numbers of workers', () => {
    expect(fitUniversal(curve([1, 2, 3, 4, 4, 4], (n) => n))).toBeUndefined();
  });
});

describe('the knee', () => {
  test('of a curve that stops at four cores is at four', () => {
    expect(kneeOf(curve(upToEight, (n) => Math.min(n, 4) + n / 100))).toBe(4);
  });

  test('of a curve that falls after its peak is not beyond the peak', () => {
    expect(kneeOf(curve(upToEight, (n) => Math.min(n, 3) - Math.max(0, n - 3) * 0.2))).toBe(3);
  });

  test('is not found in a straight line, nor in too few points', () => {
    expect(kneeOf(curve(upToEight, (n) => n))).toBeUndefined();
    expect(kneeOf(curve([1, 8], (n) => n))).toBeUndefined();
    expect(kneeOf(curve(upToEight, () => 1))).toBeUndefined();
  });
});
