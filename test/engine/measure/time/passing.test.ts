import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakdownOf } from '../../../../src/engine/measure/time/breakdown.ts';
import { passingOf } from '../../../../src/engine/measure/time/passing.ts';
import { scriptedLane, type TaskScript } from '../lanes.ts';

test('what was passed is told both ways, with bytes where they are known', () => {
  const tasks = [
    { id: 0, sent: 12, inputBytes: 1_000, from: 15, to: 40, returned: 48 },
    { id: 1, sent: 50, from: 60, to: 70, returned: 71, resultBytes: 20 },
  ];
  const lane = scriptedLane('thread-pool', [{ id: 'w1', started: 10, tasks, exited: 80 }], 90);
  expect(passingOf(lane)).toEqual({ inputMs: 13, inputBytes: 1_000, resultMs: 9, resultBytes: 20 });
});

test('an input that was sent ahead is not on its way while its worker starts or has another task', () => {
  const tasks = [
    { id: 0, sent: 0, from: 32, to: 40 },
    { id: 1, sent: 0, from: 41, to: 50 },
  ];
  const lane = scriptedLane('py-process-pool', [{ id: 'w1', started: 10, ready: 30, tasks }], 90);
  expect(passingOf(lane)).toEqual({ inputMs: 3, resultMs: 0 });
});

test('a run that told of nothing passed has no such figure', () => {
  const lane = scriptedLane(
    'promises',
    [{ id: 'w1', kind: 'loop', started: 0, tasks: [{ id: 0, from: 1, to: 2 }] }],
    3,
  );
  expect(passingOf(lane)).toBeUndefined();
});

test('a result on its way back is no tear-down, and a module that loads is start-up', () => {
  const task = { id: 0, from: 32, to: 40, returned: 55 };
  const lane = scriptedLane('threads', [{ id: 't1', asked: 2, started: 10, ready: 30, tasks: [task], exited: 60 }], 60);
  const { whole, parts } = breakdownOf(lane);
  expect(whole).toBe(58_000);
  expect(parts).toMatchObject({ startUp: 28_000, passing: 17_000, tearDown: 5_000 });
});

const span = fc.integer({ min: 0, max: 20 });

test('passing is no more than the gaps around the tasks of workers that have one at a time', () => {
  const steps = fc.array(fc.record({ wait: span, input: span, work: span, result: span }), { maxLength: 8 });
  fc.assert(
    fc.property(steps, (all) => {
      let now = 10;
      const tasks = all.map(({ wait, input, work, result }, id): TaskScript => {
        const sent = now + wait;
        const [from, to] = [sent + input, sent + input + work];
        now = to + result;
        return { id, sent, from, to, returned: now };
      });
      const lane = scriptedLane('thread-pool', [{ id: 'w1', started: 10, tasks, exited: now }], now);
      const { inputMs, resultMs } = passingOf(lane) ?? { inputMs: 0, resultMs: 0 };
      const waited = all.reduce((sum, { wait }) => sum + wait, 0);
      expect(inputMs + resultMs + waited).toBeCloseTo(breakdownOf(lane).parts.passing / 1_000);
    }),
  );
});
