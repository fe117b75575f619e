import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type BreakEven,
  baseCostsOf,
  breakEvenLength,
  breakEvenTasks,
  costsOf,
  describeBreakEven,
  type Ground,
  type LaneCosts,
  type MeasuredLane,
  predictedMs,
} from '../../../../src/engine/measure/scaling/break-even.ts';
import { type Parts, partNames } from '../../../../src/engine/measure/time/breakdown.ts';

const sequential: LaneCosts = { perRunMs: 1, perTaskMs: 0, slots: 1, speed: 1 };
const forks: LaneCosts = { perRunMs: 0, perTaskMs: 42.75, slots: 64, speed: 2 };
const ground: Ground = { tasks: 4, cores: 2, workers: 2, live: 64 };

function told(figures: Partial<BreakEven>): string {
  return describeBreakEven({ lane: 'forks', against: 'sequential', tasks: 4, rounds: 5, lengthMs: 200, ...figures });
}

type Script = Omit<Partial<MeasuredLane>, 'breakdownMs'> & { readonly wallMs: number; readonly parts?: Partial<Parts> };

/** A lane whose work filled its time between `startUpMs` and `tearDownMs`. */
function laneOf(
  lane: string,
  { wallMs, startUpMs = 0, tearDownMs = 0, cpuMs = wallMs, parts = {} }: Script,
): MeasuredLane {
  const breakdownMs = Object.fromEntries(partNames.map((name) => [name, parts[name] ?? 0])) as Record<
    keyof Parts,
    number
  >;
  return { lane, wallMs, startUpMs, tearDownMs, cpuMs, workMs: wallMs - startUpMs - tearDownMs, breakdownMs };
}

const computing = laneOf('sequential', { wallMs: 400, parts: { running: 400 } });
const waiting = laneOf('sequential', { wallMs: 400, cpuMs: 4, parts: { running: 4, sleep: 396 } });

describe('break-even', () => {
  test('forks pay off from 85 ms a task at 4 tasks, when four of them take 171 ms to start', () => {
    const length = breakEvenLength(forks, sequential, 4);
    expect(length).toBeCloseTo(85, 6);
  });

  test('one task never gains from a second worker', () => {
    expect(breakEvenLength(forks, sequential, 1)).toBeUndefined();
  });

  test('a pool pays off from so many tasks on that its start is worth it', () => {
    const pool: LaneCosts = { perRunMs: 50, perTaskMs: 0.5, slots: 2, speed: 2 };
    expect(breakEvenTasks(pool, sequential, 20)).toBe(6);
    expect(breakEvenTasks(pool, sequential, 0.5)).toBeUndefined();
  });

  test('tasks that find no slot wait for a whole one, those that share cores do not', () => {
    const free = { perRunMs: 0, perTaskMs: 0 };
    expect(predictedMs({ ...free, slots: 2, speed: 2 }, 5, 10)).toBe(30);
    expect(predictedMs({ ...free, slots: 64, speed: 2 }, 5, 10)).toBe(25);
    expect(predictedMs({ ...free, slots: 3, speed: 2 }, 4, 10)).toBe(25);
    expect(predictedMs({ ...free, slots: Number.POSITIVE_INFINITY, speed: 100 }, 5, 10)).toBe(10);
  });

  test('on either side of the break-even the prediction favours the other', () => {
    const cost = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(
        cost,
        cost,
        fc.integer({ min: 2, max: 100 }),
        fc.integer({ min: 2, max: 8 }),
        (perRunMs, perTaskMs, tasks, speed) => {
          const lane: LaneCosts = { perRunMs, perTaskMs, slots: 100, speed };
          const length = breakEvenLength(lane, sequential, tasks) ?? 0;
          expect(predictedMs(lane, tasks, length + 1)).toBeLessThan(predictedMs(sequential, tasks, length + 1));
          if (length > 1) {
            expect(predictedMs(lane, tasks, length - 1)).toBeGreaterThan(predictedMs(sequential, tasks, length - 1));
          }
        },
      ),
    );
  });

  test.each([
    [
      { fromLengthMs: 85, fromTasks: 2 },
      'forks pay off from 85 ms a task at 4 tasks, and from 2 tasks at 0.20 s a task',
    ],
    [
      { fromLengthMs: 300 },
      'forks pay off from 0.30 s a task at 4 tasks; at 0.20 s a task no number of tasks is enough',
    ],
    [
      { lane: 'py-asyncio', fromLengthMs: 0, fromTasks: 2 },
      'py-asyncio pays off at 4 tasks, however short a task is, and from 2 tasks at 0.20 s a task',
    ],
    [{ lane: 'promises' }, 'promises: no gain over sequential at 4 tasks, however long a task is'],
  ])('is told in words: %#', (figures, words) => {
    expect(told(figures)).toBe(words);
  });
});

describe('what a lane cost', () => {
  const starting = { startUpMs: 40, tearDownMs: 5, parts: { startUp: 240, passing: 4, tearDown: 16 } };

  test('is what it took longer than the work, for each task where each has a worker', () => {
    const costs = costsOf(laneOf('threads', { wallMs: 300, cpuMs: 560, ...starting }), computing, ground);
    expect(costs).toEqual({ perRunMs: 0, perTaskMs: 25, slots: 64, speed: 2 });
  });

  test('is no less than the time before the first task and after the last', () => {
    const costs = costsOf(laneOf('threads', { wallMs: 220, cpuMs: 560, ...starting }), computing, ground);
    expect(costs.perTaskMs * 4).toBe(45);
  });

  test('is no more than its workers spent apart from tasks; beyond that, the tasks took turns', () => {
    const costs = costsOf(
      laneOf('gil-threads', { wallMs: 420, parts: { startUp: 16, tearDown: 4 } }),
      computing,
      ground,
    );
    expect(costs.perTaskMs * 4).toBeCloseTo(20, 6);
    expect(costs.speed).toBeCloseTo(1, 6);
    expect(breakEvenLength(costs, baseCostsOf(computing), 4)).toBeUndefined();
  });

  test('with a pool is its start once, and the passing of each task', () => {
    const costs = costsOf(laneOf('process-pool', { wallMs: 260, cpuMs: 460, ...starting }), computing, ground);
    expect(costs).toEqual({ perRunMs: 58, perTaskMs: 0.5, slots: 2, speed: 2 });
  });

  test('with one loop is next to nothing: it gains nothing for tasks that compute, and all for such as sleep', () => {
    const computed = costsOf(laneOf('promises', { wallMs: 402, parts: { running: 400 } }), computing, ground);
    expect(computed.speed).toBeCloseTo(1, 1);
    expect(breakEvenLength(computed, baseCostsOf(computing), 4)).toBeUndefined();
    const slept = costsOf(laneOf('promises', { wallMs: 102, cpuMs: 4, parts: { running: 4 } }), waiting, ground);
    expect(slept.slots).toBe(Number.POSITIVE_INFINITY);
    expect(breakEvenLength(slept, baseCostsOf(waiting), 4)).toBeLessThan(1);
  });

  test('does not take the start of a lane, its wait for a core or what goes on between tasks for a wait of its tasks', () => {
    const parts = { startUp: 6, running: 20, runQueue: 9, passing: 3, tearDown: 3 };
    const short = laneOf('sequential', { wallMs: 40, startUpMs: 6, tearDownMs: 3, cpuMs: 28, parts });
    const loop = laneOf('promises', { wallMs: 28, startUpMs: 5, tearDownMs: 2, cpuMs: 27, parts });
    const costs = costsOf(loop, short, ground);
    expect(costs.speed).toBeLessThanOrEqual(1);
    expect(breakEvenLength(costs, baseCostsOf(short), 4)).toBeUndefined();
    expect(breakEvenTasks(costs, baseCostsOf(short), 5)).toBeUndefined();
  });

  test('does not confuse native code that computes with waiting: an event loop has the cores for it, no more', () => {
    const hashing = laneOf('sequential', { wallMs: 400, cpuMs: 400, parts: { running: 4, io: 396 } });
    const costs = costsOf(laneOf('promises', { wallMs: 201, cpuMs: 400, parts: { running: 4 } }), hashing, ground);
    expect(costs.speed).toBeCloseTo(2, 1);
  });

  test.each([
    ['threads:2', 2],
    ['threads', 64],
    ['thread-pool:3', 3],
    ['thread-pool', 2],
    ['py-processes@3.13:4', 4],
  ])('%s has %i slots', (lane, slots) => {
    expect(costsOf(laneOf(lane, { wallMs: 300 }), computing, ground).slots).toBe(slots);
  });

  test('agrees with what was measured: a lane that came out faster by a tenth pays off from a shorter task on', () => {
    const ms = fc.double({ min: 1, max: 2_000, noNaN: true });
    fc.assert(
      fc.property(ms, ms, ms, fc.constantFrom('threads', 'thread-pool', 'promises'), (wallMs, startUp, cpuMs, name) => {
        fc.pre(wallMs < 363 || wallMs > 440);
        const startUpMs = Math.min(wallMs, startUp) / 2;
        const costs = costsOf(laneOf(name, { wallMs, startUpMs, cpuMs, parts: { startUp } }), computing, ground);
        const from = breakEvenLength(costs, baseCostsOf(computing), 4) ?? Number.POSITIVE_INFINITY;
        if (wallMs > 440) expect(from).toBeGreaterThan(100);
        expect(costs.speed).toBeGreaterThan(0);
        expect(costs.perRunMs).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  });
});
