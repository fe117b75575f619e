import { expect, test } from 'vitest';
import {
  mostAtOnce,
  parallelismOf,
  serialFraction,
  withSpeedUp,
} from '../../../../src/engine/measure/time/parallelism.ts';
import { scriptedLane, type WorkerScript } from '../lanes.ts';

const forks: WorkerScript[] = [0, 1, 2].map((id) => ({
  id: `f${id}`,
  kind: 'process',
  asked: id === 2 ? 100 : 0,
  started: id === 2 ? 120 : 20,
  exited: id === 2 ? 200 : 100,
  cpu: 80,
  peakBytes: (id + 1) * 10_000_000,
  voluntary: 5,
  involuntary: id,
  tasks: [{ id, from: id === 2 ? 120 : 20, to: id === 2 ? 195 : 95 }],
}));

test('a lane’s parallelism tells cores used, efficiency, serial fraction, switches and bounds of its memory', () => {
  const parallelism = parallelismOf(scriptedLane('forks', forks, 200, 40), 2);
  expect(parallelism && withSpeedUp(parallelism, 1.5)).toEqual({
    effective: 1.4,
    workers: 2,
    depth: 2,
    usable: 2,
    efficiency: 0.75,
    serialFraction: expect.closeTo(1 / 3, 10),
    voluntarySwitches: 15,
    involuntarySwitches: 3,
    memory: { atLeast: 50_000_000, atMost: 80_000_000, told: 4, processes: 4 },
  });
});

test('more workers than the quota allows are measured against the quota', () => {
  expect(parallelismOf(scriptedLane('forks', forks, 200), 1.5)?.usable).toBe(1.5);
});

test('a lane in which no task began has none', () => {
  expect(parallelismOf(scriptedLane('threads', [], 10), 2)).toBeUndefined();
});

test('the serial fraction is that of Karp and Flatt’s formula', () => {
  expect(serialFraction(4, 8)).toBeCloseTo((1 / 4 - 1 / 8) / (1 - 1 / 8), 10);
  expect(serialFraction(8, 8)).toBeCloseTo(0, 10);
  expect(serialFraction(1, 8)).toBeCloseTo(1, 10);
  expect(serialFraction(1, 1)).toBeUndefined();
  expect(serialFraction(0.99, 8)).toBeUndefined();
});

test('spans that touch do not overlap', () => {
  const spans = [
    { from: 0, to: 10, amount: 3 },
    { from: 10, to: 20, amount: 4 },
    { from: 12, to: 15, amount: 2 },
  ];
  expect(mostAtOnce(spans)).toBe(6);
});
