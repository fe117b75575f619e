import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawPlot } from '../../../src/engine/report/render/plot.ts';
import { plotOf } from '../../../src/engine/sweep/content.ts';
import { sweepFormats } from '../../../src/engine/sweep/formats.ts';
import { sweepOf } from '../../../src/engine/sweep/sweep.ts';
import { findingLines } from '../../../src/engine/sweep/words.ts';
import { validSweep } from '../../valid-json.ts';
import { reportOf, sweptPool } from './sweeps.ts';

const upToEight = [1, 2, 3, 4, 5, 6, 7, 8];

function amdahl(serial: number) {
  return (n: number) => 1_000 * (serial + (1 - serial) / n);
}

describe('a sweep', () => {
  test('has a curve for each model, its points by number of workers, whatever the order of the lanes', () => {
    const sweep = sweepOf(
      reportOf({ 'threads:10': 300, 'threads:2': 550, sequential: 900, 'thread-pool:1': 900, 'threads:1': 1_000 }),
    );
    expect(sweep.models.map(({ model, points }) => [model, points.map(({ workers }) => workers)])).toEqual([
      ['threads', [1, 2, 10]],
      ['thread-pool', [1]],
    ]);
    expect(sweep.baselines).toMatchObject([{ lane: 'sequential', rounds: 3 }]);
    expect(sweep.models[0]?.best?.workers).toBe(10);
  });

  test('keeps lanes of several interpreters apart', () => {
    const { models } = sweepOf(
      reportOf({ 'py-threads@3.11:1': 100, 'py-threads@3.13:1': 100, 'py-threads@3.13:2': 60 }),
    );
    expect(models.map(({ model }) => model)).toEqual(['py-threads@3.11', 'py-threads@3.13']);
  });

  test('of an event loop has a curve by how many tasks are under way', () => {
    const sweep = sweepOf(
      reportOf({ sequential: 900, 'promises:1': 900, 'promises:2': 455, 'promises:4': 228, 'promises:8': 226 }),
    );
    expect(sweep.baselines.map(({ lane }) => lane)).toEqual(['sequential']);
    expect(sweep.models.map(({ model }) => model)).toEqual(['promises']);
    const table = sweepFormats.table(sweep);
    expect(table).toMatch(/tasks at once +state/);
    expect(table).toContain('with 8 tasks at once');
    expect(table).not.toMatch(/\bworkers?\b/);
  });

  test('finds the law from which its times were made, and its knee is one of its points', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.02, max: 0.8, noNaN: true }), (serial) => {
        const [model] = sweptPool(upToEight, amdahl(serial)).models;
        expect(model?.amdahl?.serialFraction).toBeCloseTo(serial, 1);
        expect(model?.universal).toBeDefined();
        if (model?.knee !== undefined) expect(upToEight).toContain(model.knee);
      }),
    );
  });

  test('gives intervals from five rounds on, and none of one worker against itself', () => {
    const [few] = sweptPool([1, 2, 3], amdahl(0.1), 4).models;
    expect(few?.points.every(({ interval }) => interval === undefined)).toBe(true);
    const [enough] = sweptPool([1, 2, 3], amdahl(0.1), 6).models;
    expect(enough?.points.map(({ interval }) => interval !== undefined)).toEqual([false, true, true]);
    expect(enough?.points[1]?.interval?.low).toBeLessThan(enough?.points[1]?.speedUp ?? 0);
  });

  test('says that there is no law without the time of one worker, or with two points', () => {
    const [without] = sweptPool([2, 3, 4, 5], amdahl(0.1)).models;
    expect(without).not.toHaveProperty('amdahl');
    expect(without?.unfitted).toContain('without the time of one worker');
    const [two] = sweptPool([1, 2], amdahl(0.1)).models;
    expect(two).not.toHaveProperty('amdahl');
    expect(two?.unfitted).toContain('would fit any law');
  });

  test('leaves out a lane that failed', () => {
    const sweep = sweepOf(reportOf({ 'threads:1': 100, 'threads:2': undefined, 'threads:3': 40, 'threads:4': 30 }));
    expect(sweep.models[0]?.points[1]).toEqual({
      lane: 'threads:2',
      workers: 2,
      state: 'failed',
      reason: 'broke',
      rounds: 0,
      points: [],
      outliers: [],
    });
    expect(sweep.models[0]?.amdahl).toBeDefined();
    expect(sweep.models.flatMap(findingLines)).toContain('with 2, failed: broke');
    const none = sweepOf(reportOf({ 'threads:1': undefined, 'threads:2': undefined }));
    expect(none.models[0]).not.toHaveProperty('best');
    for (const format of Object.values(sweepFormats)) expect(format(none)).not.toBe('');
  });
});

/** The curve of a pool with these times in its rounds, in ms, by number of workers. */
function noisySweep(times: Readonly<Record<number, readonly number[]>>) {
  const rounds = Math.max(...Object.values(times).map(({ length }) => length));
  const report = reportOf(Object.fromEntries(Object.keys(times).map((n) => [`thread-pool:${n}`, 1])), rounds);
  const lanes = report.lanes.map((lane, place) => ({
    ...lane,
    rounds: lane.rounds.map((round, index) => ({ ...round, wallMs: Object.values(times)[place]?.[index] ?? 0 })),
  }));
  return sweepOf({ ...report, lanes }).models[0];
}

describe('what is said of a curve', () => {
  function said(timeOf: (workers: number) => number, workers = upToEight, rounds = 6): string {
    return sweptPool(workers, timeOf, rounds).models.flatMap(findingLines).join('\n');
  }

  test('that stops at the cores: that they end it, and that the law fits badly', () => {
    const text = said((n) => 1_000 / Math.min(n, 2));
    expect(text).toContain('2 cores: beyond as many workers the cores end the growth, not a law');
    expect(text).toMatch(/^Amdahl's law: .* explains \d+ % .*: a poor fit, do not extrapolate$/m);
    expect(text).toContain('knee at 2 workers');
  });

  test('that follows the law: its limit, without a warning', () => {
    const text = said(amdahl(0.1));
    expect(text).toMatch(
      /^Amdahl's law: (9|10)\.\d % serial, at most (9|10)\.\d× with any number of workers; explains (9\d|100) %/m,
    );
    expect(text).not.toContain('poor');
    expect(text).not.toContain('cores end');
  });

  test('within the cores: nothing of them', () => {
    expect(said(amdahl(0.1), [1, 2])).not.toContain('cores');
  });

  test('that one lock keeps flat: no law, and no blame for the cores', () => {
    const text = said(() => 1_000);
    expect(text).toContain('the speed-ups differ by less than a tenth');
    expect(text).not.toMatch(/cores end|Amdahl/);
  });

  test('that falls far: that the law does not hold, without its parameters and without drawing it', () => {
    const [model] = sweptPool(upToEight, (n) => 1_000 * (1 + 0.3 * Math.abs(n - 4))).models;
    expect(model?.amdahl?.determination).toBeLessThan(0);
    const text = model === undefined ? '' : findingLines(model).join('\n');
    expect(text).toContain("Amdahl's law does not hold here: it explains the speed-ups worse than their mean does");
    expect(text).not.toContain('serial');
    const curves = model && plotOf(model)?.curves;
    expect(curves?.map(({ name }) => name)).not.toContain("Amdahl's law");
  });

  test('that cannot be told from flat: the fewest workers that are as fast as any', () => {
    const [model] = sweptPool([1, 2, 3, 4], (n) => (n === 1 ? 1_000 : 520), 6).models;
    expect(model?.best).toEqual({ workers: 2, fastest: 3, alike: [2, 3, 4], inconclusive: [] });
    expect(model && findingLines(model)[0]).toMatch(
      /^best with 2 workers, as fast as any: 0\.52 s.*; 2,3,4 are within 10 % of the fastest, 3$/,
    );
  });

  test('that is too noisy to tell anything: that it is inconclusive, not that all are as fast', () => {
    const noisy = noisySweep({
      1: [1_000, 700, 1_300, 800, 1_500],
      2: [800, 900, 600, 1_000, 700],
      3: [500, 650, 800, 400, 550],
    });
    expect(noisy?.points[1]?.interval?.low).toBeLessThan(1.2);
    expect(noisy?.best).toMatchObject({ workers: 3, fastest: 3, alike: [3], inconclusive: [1, 2] });
    const [line] = noisy === undefined ? [] : findingLines(noisy);
    expect(line).toMatch(
      /^inconclusive: 3 workers came out first, 0\.55 s.*; 1,2 are neither told from 3 nor shown to be within 10 % of it; about \d+ more rounds would be likely to settle it$/,
    );
  });

  test('of which only some numbers are clear: the fewest of those that are as fast, and which are not clear', () => {
    const fast = [500, 505, 495, 502, 498, 501];
    const partly = noisySweep({
      1: [900, 400, 1_400, 450, 1_200, 600],
      2: fast.map((ms, round) => ms + (round % 2)),
      3: fast,
    });
    expect(partly?.best).toMatchObject({ workers: 2, fastest: 3, alike: [2, 3], inconclusive: [1] });
    expect(partly && findingLines(partly)[0]).toMatch(
      /^best with 2 workers, as fast as any: .*; 2,3 are within 10 % of the fastest, 3; inconclusive: 1 is neither told from 3 nor /,
    );
  });

  test('has intervals of the decision itself: one over one worker that is told apart excludes 1', () => {
    const [model] = sweptPool([1, 2, 3], (n) => (n === 1 ? 1_000 : 520), 6).models;
    expect(model?.points.map(({ speedUp = 0 }) => Math.round(speedUp))).toEqual([1, 2, 2]);
    expect(model?.points[0]).not.toHaveProperty('interval');
    expect(model?.points[1]?.interval?.low).toBeGreaterThan(1);
  });

  test('of few rounds: that it is only indicative, with each ratio', () => {
    const [model] = sweptPool([1, 2, 3], amdahl(0.1), 3).models;
    expect(model?.best).toEqual({ workers: 3, fastest: 3, alike: [], inconclusive: [] });
    expect(model?.points[2]?.points).toHaveLength(3);
    const text = model === undefined ? '' : findingLines(model).join('\n');
    expect(text).toMatch(/^came out first with 3 workers, indicative only: /);
    expect(text).toMatch(/^indicative only: fewer than 5 rounds$/m);
    expect(text).toMatch(/^round by round, over 1 worker: with 2, 1\.\d\d×( 1\.\d\d×){2}; with 3,( 2\.\d\d×){3}$/m);
    expect(said(amdahl(0.1))).not.toContain('indicative');
  });

  test('of one number of workers: that there is no other', () => {
    expect(said(amdahl(0.1), [2])).toContain('with 2 workers, the only number that was measured: 0.55 s');
  });

  test('with an outlier among its rounds: that it is kept', () => {
    const report = reportOf({ 'threads:1': 1_000, 'threads:2': 500 }, 6);
    const [one, two] = report.lanes;
    if (one === undefined || two === undefined) throw new Error('there are two lanes');
    const disturbed = two.rounds.map((round, index) => ({ ...round, wallMs: index === 3 ? 900 : round.wallMs }));
    const [model] = sweepOf({ ...report, lanes: [one, { ...two, rounds: disturbed }] }).models;
    expect(model?.points[1]?.outliers).toEqual([3]);
    expect(model && findingLines(model)).toContain('with 2 workers, 1 of its 6 rounds is an outlier, and kept');
  });

  test('has heights with two decimals below 2', () => {
    const [model] = sweptPool(upToEight, amdahl(0.05)).models;
    const plot = model && plotOf(model);
    const labels = (plot === undefined ? [] : drawPlot(plot)).flatMap(
      (line) => /^ *([\d.]+)x \|/.exec(line)?.[1] ?? [],
    );
    expect(labels.map((label) => /^(0|1)\.\d\d$|^[2-9]\.\d$/.test(label))).toEqual(labels.map(() => true));
    expect(labels).toHaveLength(5);
  });

  test('that falls from the first point on: that one worker is the fastest, and no knee', () => {
    const text = said((n) => 100 * n);
    expect(text).toContain('best with 1 worker, the fastest: ');
    expect(text).not.toContain('knee');
  });
});

describe('formats', () => {
  const sweep = sweptPool(upToEight, amdahl(0.2), 6);

  test.each(Object.entries(sweepFormats))('%s ends in a line break and is the same for the same sweep', (_, format) => {
    expect(format(sweep)).toBe(format(sweep));
    expect(format(sweep).endsWith('\n')).toBe(true);
  });

  test('table is at most 80 columns wide, and has the plot', () => {
    const text = sweepFormats['table']?.(sweep) ?? '';
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).toContain('o speed-up by number of workers');
  });

  test('csv has as many fields in every record', () => {
    const records = (sweepFormats['csv']?.(sweep) ?? '').trimEnd().split('\r\n');
    expect(records).toHaveLength(9);
    expect(new Set(records.map((record) => record.split(',').length)).size).toBe(1);
  });

  test('json is the sweep', () => {
    expect(validSweep(sweepFormats.json(sweep))).toEqual(JSON.parse(JSON.stringify(sweep)));
  });
});
