import type { LaneWorker } from '../../lane/lane.ts';

/**
 * CPU and run-queue time of a worker since it could take tasks, µs, without native code on other threads. Where it
 * did not tell what its start had cost, or told before its module was loaded, all of the time that is not told is
 * taken off both, the most that it can have been of either: what it was less then shows as unattributed, not as work.
 */
export function usedBy({ kind, askedAt, startedAt, readyAt = startedAt, usage, startUsage }: LaneWorker): {
  readonly cpu: number;
  readonly runQueue: number;
} {
  const asked = Math.min(askedAt, startedAt);
  const toldUntil = startUsage?.at ?? (kind === 'loop' ? startedAt : asked);
  const untold = Math.max(0, readyAt - toldUntil);
  const since = (until = 0, atStart = 0) => Math.max(0, until - atStart - untold);
  return {
    cpu: since((usage?.cpuUs ?? 0) - (usage?.nativeCpuUs ?? 0), startUsage?.cpuUs),
    runQueue: since(usage?.runQueueUs, startUsage?.runQueueUs),
  };
}

/**
 * Its tasks are the user's own, as it has loaded their module, and tell of no waits. But the kernel tells who was
 * runnable (schedstat), and what it had used when it was ready is known: what nothing else explains is time in which
 * it slept.
 */
export function tellsNotOfWaits({ kind, readyAt, usage, startUsage }: LaneWorker): boolean {
  if (readyAt === undefined || usage?.runQueueUs === undefined) return false;
  return startUsage === undefined ? kind === 'loop' : startUsage.at >= readyAt;
}
