import { expect, test } from 'vitest';
import { FrameBudget, OwnUse } from '../../src/ui/frames/frame-budget.ts';

const cores = 2;

/** Draws frames of `frameMs` of CPU time each for ten seconds; what share of a core they used in the last five. */
function shareOf(order: 'together' | 'in-turn', frameMs: number): number {
  const budget = new FrameBudget(cores);
  let [at, cpu, half] = [0, 0, { at: 0, cpu: 0 }];
  while (at < 10_000) {
    cpu += frameMs;
    at += budget.interval(order, at, cpu);
    if (at <= 5_000) half = { at, cpu };
  }
  return (cpu - half.cpu) / (at - half.at);
}

test.each([1, 5, 10, 20])(
  'frames of %d ms take no more than a hundredth of the machine while cores are measured',
  (ms) => {
    // At most one frame a second is drawn less often than the budget asks.
    const allowed = Math.max(0.01 * cores, ms / 1_000);
    expect(shareOf('in-turn', ms)).toBeLessThanOrEqual(allowed * 1.15);
  },
);

test.each([1, 5, 10, 20])('frames of %d ms take no more than 8 %% of a core while lanes run together', (ms) => {
  expect(shareOf('together', ms)).toBeLessThanOrEqual(0.08 * 1.15);
});

test('cheap frames are drawn as often as twenty times a second, and dear ones once a second', () => {
  const budget = new FrameBudget(cores);
  const intervals = (frameMs: number) => {
    let [at, cpu, last] = [0, 0, 0];
    while (at < 20_000) {
      cpu += frameMs;
      last = budget.interval('in-turn', at, cpu);
      at += last;
    }
    return last;
  };
  expect(intervals(0.1)).toBe(50);
  expect(new FrameBudget(cores).interval('in-turn', 0, 0)).toBe(500);
  expect(shareOf('in-turn', 1_000)).toBeCloseTo(1, 1);
});

test('the own use is that of the last second or more, and unknown before', () => {
  let cpu = 0;
  const own = new OwnUse(() => cpu);
  expect(own.percent(0)).toBeUndefined();
  cpu = 50;
  expect(own.percent(999)).toBeUndefined();
  expect(own.percent(1_000)).toBe(5);
  cpu = 250;
  expect(own.percent(1_500)).toBe(5);
  expect(own.percent(2_000)).toBe(20);
});
