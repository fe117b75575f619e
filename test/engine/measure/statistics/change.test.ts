import { describe, expect, test } from 'vitest';
import { changeBetween, type TimedRun } from '../../../../src/engine/measure/statistics/change.ts';
import { busy, quiet, typical } from '../simulated-rounds.ts';
import { shareOfChanges } from '../simulated-sessions.ts';

/** Student's sleep data, as R has them, in an order in which none resembles the one before. */
const drugs = [
  [-1.6, 3.7, -1.2, 3.4, -0.2, 2.0, -0.1, 0.8, 0.0, 0.7],
  [-0.1, 5.5, 0.1, 4.6, 0.8, 4.4, 1.1, 3.4, 1.6, 1.9],
] as const;

function runsOf(logs: readonly number[], references: readonly number[] = []): TimedRun[] {
  return logs.map((log, index) => {
    const reference = references[index];
    return { time: Math.exp(log), ...(reference !== undefined && { reference }) };
  });
}

describe('a change between two sessions', () => {
  test("agrees with R's t.test(extra ~ group, data = sleep)", () => {
    const { ratio, inference } = changeBetween(runsOf(drugs[0]), runsOf(drugs[1]));
    expect(Math.log(ratio)).toBeCloseTo(1.58, 10);
    expect(inference?.p).toBeCloseTo(0.07939, 4);
    expect(Math.log(inference?.interval.low ?? 0)).toBeCloseTo(-0.2054832, 3);
    expect(Math.log(inference?.interval.high ?? 0)).toBeCloseTo(3.3654832, 3);
  });

  test('is no more than a ratio with fewer than five runs', () => {
    const few = [1, 1, 1, 1].map((time) => ({ time }));
    expect(changeBetween(few, [...few, { time: 1 }])).toEqual({ ratio: 1 });
  });

  test('is certain where nothing varies, and none where nothing changed', () => {
    const same = [1, 1, 1, 1, 1].map((time) => ({ time }));
    const longer = same.map(() => ({ time: 2 }));
    expect(changeBetween(same, same).inference).toEqual({
      interval: { low: 1, high: 1 },
      narrow: { low: 1, high: 1 },
      p: 1,
    });
    expect(changeBetween(same, longer).inference?.p).toBe(0);
  });

  test('is none where the machine alone got slower, and one where a lane did on a steady machine', () => {
    const logs = [0, 0.01, -0.01, 0.02, -0.02];
    const slower = logs.map((log) => log + 0.2);
    const steady = logs.map(() => 1);
    const slowed = logs.map(() => Math.exp(0.2));
    const machine = changeBetween(runsOf(logs, steady), runsOf(slower, slowed));
    expect(machine.machine).toBeCloseTo(Math.exp(0.2), 10);
    expect(machine.inference?.p).toBeGreaterThan(0.05);
    const lane = changeBetween(runsOf(logs, steady), runsOf(slower, steady));
    expect(lane.inference?.p).toBeLessThan(0.001);
  });
});

const repetitions = 200;

describe.each([
  ['quiet', quiet],
  ['typical', typical],
  ['busy', busy],
])('on a %s machine', (_, noise) => {
  test.each([5, 10])('a lane that is as it was is told to have changed in at most 5 %% of %d rounds', (rounds) => {
    expect(shareOfChanges({ rounds, noise, repetitions }, 1)).toBeLessThanOrEqual(0.05);
  });

  test('and in at most 10 % where what it takes depends on the round before, with a correlation of 0.5', () => {
    const dependent = { ...noise, correlation: 0.5 };
    expect(shareOfChanges({ rounds: 10, noise: dependent, repetitions }, 1)).toBeLessThanOrEqual(0.1);
  });
});

test.each([
  ['quiet', quiet],
  ['typical', typical],
])('a lane that takes 15 %% longer is found in at least 80 %% of 10 rounds on a %s machine', (_, noise) => {
  expect(shareOfChanges({ rounds: 10, noise, repetitions }, 1.15, (ratio) => ratio > 1)).toBeGreaterThanOrEqual(0.8);
});
