import { expect, test } from 'vitest';
import { machineCpuMs } from '../../../src/engine/supervise/machine-clock.ts';

test('the CPU time of the machine grows by at least what this process uses', () => {
  const before = machineCpuMs();
  const own = process.cpuUsage();
  const ownMs = () => {
    const { user, system } = process.cpuUsage(own);
    return (user + system) / 1_000;
  };
  while (ownMs() < 300);
  // Ticks of 10 ms on every core may not be told yet.
  expect(machineCpuMs() - before).toBeGreaterThan(200);
});
