import { expect, test } from 'vitest';
import type { RunEvent } from '../../../src/engine/protocol.ts';
import { RunClock } from '../../../src/engine/supervise/run-clock.ts';

function startedAt(epoch: bigint): RunEvent {
  return { type: 'run-started', at: 0, protocol: 1, model: 'm', pid: 1, epoch: String(epoch), runtime: 'node 24.0.0' };
}

test('takes the epoch that a runner names on the same clock', () => {
  const clock = new RunClock();
  const asked = process.hrtime.bigint();
  const epoch = process.hrtime.bigint();
  clock.observe([startedAt(epoch)]);
  expect(clock.since(asked)).toBe(Number(epoch - asked) / 1e6);
});

test.each([
  ['from before the runner was asked for', 1n],
  ['from the future', 1n << 62n],
])('an epoch %s is of another clock: the moment of its event stands in', (_, epoch) => {
  const clock = new RunClock();
  const before = process.hrtime.bigint();
  clock.observe([startedAt(epoch)]);
  const after = process.hrtime.bigint();
  const since = clock.since(before) ?? Number.NaN;
  expect(since).toBeGreaterThanOrEqual(0);
  expect(since).toBeLessThanOrEqual(Number(after - before) / 1e6);
  expect(clock.now()).toBeGreaterThanOrEqual(0);
});

test('stands at zero before there is an epoch, and keeps the first', () => {
  const clock = new RunClock();
  expect([clock.now(), clock.since(0n)]).toEqual([0, undefined]);
  const asked = process.hrtime.bigint();
  const first = process.hrtime.bigint();
  clock.observe([startedAt(first)]);
  clock.observe([startedAt(process.hrtime.bigint())]);
  expect(clock.since(asked)).toBe(Number(first - asked) / 1e6);
});
