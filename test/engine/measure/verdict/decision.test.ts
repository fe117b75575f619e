import fc from 'fast-check';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, test } from 'vitest';
import { models } from '../../../../src/engine/catalog.ts';
import { moreRounds, significance } from '../../../../src/engine/measure/statistics/comparison.ts';
import { normalQuantile } from '../../../../src/engine/measure/statistics/distributions.ts';
import { decide, type Series } from '../../../../src/engine/measure/verdict/decision.ts';
import { simplestOf } from '../../../../src/engine/measure/verdict/simplicity.ts';
import { quiet, simulateRounds } from '../simulated-rounds.ts';

function seriesOf(costs: Readonly<Record<string, number>>, rounds: number, jitter = 0.02): Series[] {
  const times = simulateRounds(Object.values(costs), rounds, { ...quiet, jitter }, 7);
  return Object.keys(costs).map((lane, index) => ({
    lane,
    ...(lane !== 'sequential' && { baseline: 'sequential' }),
    times: times[index] ?? [],
  }));
}

describe('a decision', () => {
  test('names all that cannot be told from the fastest, and the simplest of them', () => {
    const costs = { sequential: 3_000, promises: 3_000, threads: 1_500, forks: 1_520, 'thread-pool': 1_510 };
    const decision = decide(seriesOf(costs, 10), 1);
    expect(decision.best.toSorted()).toEqual(['forks', 'thread-pool', 'threads']);
    expect(decision.simplest).toBe('thread-pool');
    const outcomes = Object.fromEntries(decision.speedUps.map(({ lane, verdict }) => [lane, verdict.outcome]));
    expect(outcomes).toEqual({ promises: 'equivalent', threads: 'faster', forks: 'faster', 'thread-pool': 'faster' });
  });

  test('puts the others in sets behind the best, and every lane in one of them', () => {
    const costs = { sequential: 3_000, promises: 3_010, threads: 1_700, forks: 1_710, 'thread-pool': 1_500 };
    expect(decide(seriesOf(costs, 10), 1).ranking).toEqual([
      ['thread-pool'],
      ['threads', 'forks'],
      ['sequential', 'promises'],
    ]);
  });

  test('ranks every lane once, and the best set first, whatever the times are', () => {
    const times = fc.array(fc.double({ min: 1, max: 1_000, noNaN: true }), { minLength: 5, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(times, { minLength: 2, maxLength: 5 }), (all) => {
        const series = all.map((own, index) => ({ lane: `m${index}`, times: own }));
        const { ranking, best } = decide(series, 1);
        expect(ranking[0]).toEqual(best);
        expect(ranking.flat().toSorted()).toEqual(series.map(({ lane }) => lane).toSorted());
      }),
      { numRuns: 25 },
    );
  });

  test('tells twice as fast from five rounds of six lanes', () => {
    const costs = { sequential: 400, promises: 200, threads: 245, forks: 260, 'thread-pool': 250, 'process-pool': 270 };
    const decision = decide(seriesOf(costs, 5), 1);
    expect(decision.best).toEqual(['promises']);
    expect(decision.simplest).toBe('promises');
  });

  test.each([
    [1.1, 0.08],
    [1.2, 0.2],
    [1.3, 0.3],
    [1.02, 0.06],
  ])('the rounds that it asks for settle a ratio of %f with deviation %f in most cases', (ratio, deviation) => {
    const points = [1, 1, 1, 1, 1];
    const more = moreRounds({ ratio, deviation, points, outliers: [] }, significance) ?? Number.NaN;
    const random = xoroshiro128plus(1);
    const isSettled = () => {
      const logs = Array.from({ length: points.length + more }, () => {
        const uniform = Math.max(1e-9, uniformFloat64(random));
        return Math.log(ratio) + deviation * normalQuantile(uniform);
      });
      const series = [
        { lane: 'sequential', times: logs.map(Math.exp) },
        { lane: 'threads', baseline: 'sequential', times: logs.map(() => 1) },
      ];
      return decide(series, 1).speedUps[0]?.verdict.outcome !== 'inconclusive';
    };
    const settled = Array.from({ length: 150 }, isSettled).filter(Boolean).length;
    expect(settled / 150).toBeGreaterThanOrEqual(0.75);
  });

  test('says so where the interval would tell two apart but the rounds point both ways', () => {
    const ratios = [1.5, 1.4, 0.98, 1.5, 1.55, 1.4, 1.5, 0.97, 1.45, 1.45];
    const series = [
      { lane: 'sequential', times: ratios },
      { lane: 'threads', baseline: 'sequential', times: ratios.map(() => 1) },
    ];
    expect(decide(series, 1).speedUps[0]?.verdict).toMatchObject({ outcome: 'inconclusive', disagree: true });
  });

  test('only indicates with fewer than five rounds', () => {
    const decision = decide(seriesOf({ sequential: 200, threads: 100 }, 3), 1);
    expect(decision).toMatchObject({ fastest: 'threads', best: [] });
    expect(decision.speedUps[0]).toMatchObject({ verdict: { outcome: 'indicative', moreRounds: 2 } });
    expect(decision.speedUps[0]?.comparison.points).toHaveLength(3);
  });

  test('names no lane first over a faster one that was but one round short when the session was ended', () => {
    const series = seriesOf({ sequential: 300, threads: 200, promises: 100 }, 5).map((one) =>
      one.lane === 'promises' ? { ...one, times: one.times.slice(0, 4) } : one,
    );
    expect(decide(series, 1)).toMatchObject({ fastest: 'promises', best: [], ranking: [] });
  });

  test('passes over a lane that seldom came to its end, where others have enough rounds', () => {
    const series = seriesOf({ sequential: 300, threads: 200, promises: 100 }, 8).map((one) =>
      one.lane === 'promises' ? { ...one, times: one.times.slice(0, 2) } : one,
    );
    expect(decide(series, 1)).toMatchObject({ fastest: 'threads', best: ['threads'] });
  });

  test('marks a difference that is certain but small', () => {
    const costs = { sequential: 103, threads: 100 };
    const decision = decide(seriesOf(costs, 20, 0.005), 1);
    expect(decision.speedUps[0]?.verdict).toEqual({ outcome: 'faster', negligible: true });
    expect(decision).toMatchObject({ best: ['threads'], nearlyBest: ['sequential'] });
  });

  test('does not trust a mean that one wild round makes', () => {
    const base = [100, 100, 101, 99, 100, 99, 101, 100, 100, 900];
    const decision = decide(
      [
        { lane: 'a', times: base },
        { lane: 'b', baseline: 'a', times: base.map(() => 100) },
      ],
      1,
    );
    expect(decision.speedUps[0]?.comparison.outliers).toEqual([9]);
    expect(decision.speedUps[0]?.verdict.outcome).toBe('inconclusive');
  });

  test('is empty of nothing', () => {
    expect(decide([], 1)).toEqual({ speedUps: [], behind: [], best: [], ranking: [], nearlyBest: [] });
  });
});

test.each(models)('$id has a place in the order of simplicity', ({ id }) => {
  expect(simplestOf(['rayon', id])).toBe(id);
});

test('a lane without a place in the order of simplicity is the least simple', () => {
  expect(simplestOf(['rayon', 'forks'])).toBe('forks');
  expect(simplestOf([])).toBeUndefined();
});

test('an event loop without a limit is simpler than one with, and that simpler than anything else', () => {
  expect(simplestOf(['promises:20', 'promises', 'thread-pool:1'])).toBe('promises');
  expect(simplestOf(['thread-pool:1', 'promises:50', 'promises:20'])).toBe('promises:20');
  expect(simplestOf(['py-thread-pool', 'py-asyncio:8'])).toBe('py-asyncio:8');
});
