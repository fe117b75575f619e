import type { Lane, LaneWorker } from '../../lane/lane.ts';

/** By how much later than asked for a timed wait may end, µs: twice the 50 that Linux takes to wake several at once. */
const timerSlackUs = 100;

/**
 * The longest that each worker can have waited for the GIL of its process, µs. One that waits does so
 * for another that runs: no longer than all others of the process were on a core. And it does not sleep
 * through: it wakes after each switch interval to ask for the lock (take_gil in CPython's ceval_gil), so
 * that so many times it gave up the core is how many intervals it can have waited.
 */
export function mostWaitedForGil(lane: Lane): (worker: LaneWorker) => number {
  const workers = [...lane.workers];
  const told = workers.reduce((sum, worker) => sum + cpuOf(worker), 0);
  const ofProcess = Math.max(told, (lane.usage?.cpuUs ?? 0) - (lane.bootUsage?.cpuUs ?? 0));
  const { switchIntervalUs } = lane;
  return (worker) => {
    const ofOthers = Math.max(0, ofProcess - cpuOf(worker));
    const waits = waitsOf(worker);
    if (switchIntervalUs === undefined || waits === undefined) return ofOthers;
    return Math.min(ofOthers, waits * (switchIntervalUs + timerSlackUs));
  };
}

function cpuOf({ usage }: LaneWorker): number {
  return usage?.cpuUs ?? 0;
}

/** How often it gave up its core since it told what its start cost; undefined where that is not known. */
function waitsOf({ usage, startUsage }: LaneWorker): number | undefined {
  const { voluntarySwitches } = usage ?? {};
  return voluntarySwitches === undefined ? undefined : voluntarySwitches - (startUsage?.voluntarySwitches ?? 0);
}
