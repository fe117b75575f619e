import { describe, expect, test } from 'vitest';
import { type Circumstances, warningsOf } from '../../../src/engine/measure/warnings.ts';

const fine: Circumstances = {
  cores: 4,
  othersCores: 0.2,
  clockStepUs: 1,
  shortestWorkMs: 300,
  shortestOverheadMs: 60,
  libuvDemand: 4,
  libuvThreads: 4,
  differing: [],
  failing: [],
  sizes: {},
  rejected: 0,
};

function ids(change: Partial<Circumstances>): string[] {
  return warningsOf({ ...fine, ...change }).map(({ id }) => id);
}

describe('of a session', () => {
  test('with nothing amiss there is nothing to warn', () => {
    expect(warningsOf(fine)).toEqual([]);
    expect(warningsOf({ cores: 2, differing: [], failing: [], sizes: {} })).toEqual([]);
  });

  test.each<[string, Partial<Circumstances>]>([
    ['one-core', { cores: 1, othersCores: 0 }],
    ['quota-below-cores', { quota: 1.5 }],
    ['machine-busy', { othersCores: 1.5 }],
    ['throttled', { throttled: { runs: 2, ms: 400 } }],
    ['clock-too-coarse', { clockStepUs: 15_600 }],
    ['work-too-short', { shortestWorkMs: 2 }],
    ['libuv-pool-saturated', { libuvDemand: 24 }],
    ['results-differ', { differing: ['forks'] }],
    ['failures-differ', { failing: ['forks'] }],
    ['drifted', { rejected: 2 }],
    ['rounds-depend', { dependences: [{ correlation: 0.5, p: 0.01 }] }],
  ])('it is told: %s', (id, change) => {
    const warnings = warningsOf({ ...fine, ...change });
    expect(warnings.map((warning) => warning.id)).toEqual([id]);
    expect(warnings[0]?.advice.length).toBeGreaterThan(10);
  });

  test('a quota below one core leaves one core, however many can be seen', () => {
    expect(ids({ quota: 0.5 })).toEqual(['one-core', 'quota-below-cores']);
  });

  test('other programs take nothing from a quota while there are cores left for it', () => {
    expect(ids({ cores: 8, quota: 2, othersCores: 6 })).not.toContain('machine-busy');
    expect(ids({ cores: 8, quota: 2, othersCores: 7 })).toContain('machine-busy');
  });

  test('rounds depend on each other where the less likely of two verdicts shows it for certain, both taken together', () => {
    const of = (...ps: readonly number[]) => ids({ dependences: ps.map((p) => ({ correlation: 0.4, p })) });
    expect(of(0.06)).toEqual([]);
    expect(of(0.6, 0.03)).toEqual([]);
    expect(of(0.6, 0.02)).toEqual(['rounds-depend']);
  });

  test('short work is said to be compared by its start-up only where that is longer', () => {
    const said = (shortestWorkMs: number, shortestOverheadMs: number) =>
      warningsOf({ ...fine, shortestWorkMs, shortestOverheadMs })[0]?.message;
    expect(said(5, 60)).toMatch(/: what is compared is the start-up$/);
    expect(said(5, 0.3)).toMatch(/: times as short as this are mostly noise$/);
  });

  test('a result that differs is told with its task, its place, and what stands there', () => {
    const difference = { task: 2, label: 'resize 3', under: 'forks', lane: 'sequential', own: '1.5', other: '1.25' };
    const said = (where: string, own = '1.5') =>
      warningsOf({ ...fine, differing: ['forks'], difference: { ...difference, where, own }, isOwnWork: true })[0];
    expect(said('.sizes[2]')?.message).toMatch(
      /; the first difference, in resize 3: \.sizes\[2\] is 1\.5 under forks, and 1\.25 under sequential$/,
    );
    expect(said('')?.message).toContain('in resize 3: the result is 1.5 under forks');
    expect(said('', `"${'x'.repeat(4_000)}`)?.message.length).toBeLessThan(300);
    for (const mark of ['\u001b', '\n']) expect(said('', `1${mark}2`)?.message).not.toContain(mark);
    expect(said('')?.advice).toContain('sameResult');
  });

  test('of a user’s own file nothing is said of a size, which it has not', () => {
    const short = { ...fine, clockStepUs: 15_600, shortestWorkMs: 2 };
    const said = (isOwnWork: boolean) =>
      warningsOf({ ...short, isOwnWork })
        .map(({ advice }) => advice)
        .join(' ');
    expect(said(false)).toContain('--size');
    expect(said(true)).not.toContain('--size');
  });

  test('the advice names what to set', () => {
    expect(warningsOf({ ...fine, quota: 2.5 })[0]?.advice).toContain('--workers 2');
    expect(warningsOf({ ...fine, libuvDemand: 24 })[0]?.advice).toContain('UV_THREADPOOL_SIZE=24');
  });
});
