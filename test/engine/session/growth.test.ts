import { expect, test } from 'vitest';
import { largeRun } from '../../large-run.ts';

/** CPU time in µs, the least of three: what else the machine does is not in it. */
function costOf(tasks: number, batch: number): number {
  const run = largeRun(tasks, batch);
  const costs = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.min(...costs);
}

test.each([1, 50])(
  'ten times as many tasks, told %i events at a time, cost no hundred times as much',
  (batch) => {
    costOf(1_000, batch);
    expect(costOf(10_000, batch) / costOf(1_000, batch)).toBeLessThan(30);
  },
  120_000,
);
