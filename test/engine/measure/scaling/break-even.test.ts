import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  breakEvenLength,
  breakEvenTasks,
  costsOf,
  describeBreakEven,
  type ModelCosts,
  predictedMs,
} from '../../../../src/engine/measure/scaling/break-even.ts';
import { breakdownOf } from '../../../../src/engine/measure/time/breakdown.ts';
import { parallelismOf } from '../../../../src/engine/measure/time/parallelism.ts';
import { scriptedLane, type WorkerScript } from '../lanes.ts';

const sequential: ModelCosts = { perRunMs: 1, perTaskMs: 0, width: 1, shares: false };
const forks: ModelCosts = { perRunMs: 0, perTaskMs: 42.75, width: 2, shares: true };

function measured(model: string, workers: readonly WorkerScript[], end: number): ModelCosts {
  const lane = scriptedLane(model, workers, end);
  const parallelism = parallelismOf(lane, 2);
  if (parallelism === undefined) throw new Error('no tasks');
  return costsOf(lane, breakdownOf(lane), parallelism, 2);
}

function worker(id: number, asked: number, started: number, exited: number): WorkerScript {
  const tasks = [{ id, from: started + 1, to: exited - 4 }];
  return { id: `w${id}`, kind: 'process', asked, started, startCpu: 0, cpu: exited - started - 5, exited, tasks };
}

describe('break-even', () => {
  test('forks pay off from 85 ms a task at 4 tasks, when four of them take 171 ms to start', () => {
    const length = breakEvenLength(forks, sequential, 4);
    expect(length).toBeCloseTo(85, 6);
    expect(describeBreakEven('forks', 'sequential', 4, length)).toBe('forks pay off from 85 ms a task at 4 tasks');
  });

  test('one task never gains from a second worker', () => {
    expect(breakEvenLength(forks, sequential, 1)).toBeUndefined();
    expect(describeBreakEven('forks', 'sequential', 1, undefined)).toContain('no gain over sequential at 1 task');
  });

  test('a pool pays off from so many tasks on that its start is worth it', () => {
    const pool: ModelCosts = { perRunMs: 50, perTaskMs: 0.5, width: 2, shares: false };
    expect(breakEvenTasks(pool, sequential, 20)).toBe(6);
    expect(breakEvenTasks(pool, sequential, 0.5)).toBeUndefined();
  });

  test('on either side of the break-even the prediction favours the other', () => {
    const cost = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(
        cost,
        cost,
        fc.integer({ min: 2, max: 100 }),
        fc.integer({ min: 2, max: 8 }),
        (perRunMs, perTaskMs, tasks, width) => {
          const model: ModelCosts = { perRunMs, perTaskMs, width, shares: true };
          const length = breakEvenLength(model, sequential, tasks) ?? 0;
          expect(predictedMs(model, tasks, length + 1)).toBeLessThan(predictedMs(sequential, tasks, length + 1));
          if (length > 1) {
            expect(predictedMs(model, tasks, length - 1)).toBeGreaterThan(predictedMs(sequential, tasks, length - 1));
          }
        },
      ),
    );
  });
});

describe('what a lane cost', () => {
  test('with a worker a task is its starts and ends, shared by the cores', () => {
    const costs = measured(
      'forks',
      [worker(0, 0, 60, 160), worker(1, 0, 60, 160), worker(2, 0, 60, 160), worker(3, 0, 60, 160)],
      170,
    );
    expect(costs).toEqual({ perRunMs: 0, perTaskMs: expect.closeTo(32.5, 10), width: 2, shares: true });
  });

  test('with a pool is its start once, and the passing of each task', () => {
    const costs = measured('process-pool', [worker(0, 0, 60, 160), worker(1, 0, 60, 160)], 170);
    expect(costs).toEqual({
      perRunMs: expect.closeTo(64, 10),
      perTaskMs: expect.closeTo(0.5, 10),
      width: 2,
      shares: false,
    });
  });

  test('with one loop is next to nothing, and all sleeps at once', () => {
    const tasks = [0, 1].map((id) => ({ id, from: 0, to: 100, waits: [['sleep', 0, 100]] as const }));
    const loop: WorkerScript = { id: 'loop', kind: 'loop', started: 0, cpu: 1, exited: 100, tasks };
    expect(measured('promises', [loop], 100)).toEqual({
      perRunMs: 0,
      perTaskMs: 0,
      width: Number.POSITIVE_INFINITY,
      shares: false,
    });
  });
});
