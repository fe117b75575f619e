import { findModel } from '../../catalog.ts';
import { counted, inDecimals, megabytes, timesText, wordedMs } from '../../text/numbers.ts';
import { slotsOf } from '../scaling/break-even.ts';
import {
  type AdviceRule,
  type AdvisedLane,
  type AdvisedWork,
  baseOf,
  computes,
  isPython,
  workersIn,
  worthwhile,
  wouldGain,
} from './advised.ts';

/** So much of what was free is as good as all of it: what is told is no more than the sum of peaks. */
const nearlyAll = 0.8;

/** Tasks of which the longest is no more than so many times the mean are even. */
const mostUneven = 1.5;

/** Workers that compute and have no core of their own start, and need memory, for nothing. */
export const moreWorkersThanCores: AdviceRule = (work) => {
  const cores = Math.max(1, Math.floor(work.ground.cores));
  const pools = workersIn(work).filter(({ lane }) => findModel(lane)?.workers === 'pool');
  const lane = pools.find(
    (pool) => pool.alive > cores && computes(baseOf(pool, work)) && wouldGain(pool, savedMs(pool, cores), work),
  );
  if (lane === undefined) return undefined;
  return {
    id: 'more-workers-than-cores',
    text: `${lane.lane} had ${lane.alive} workers on ${counted(cores, 'core')} for work that computes: they took ${wordedMs(lane.breakdownMs.startUp)} in all to start, for which a run took about ${wordedMs(savedMs(lane, cores))} longer than with ${cores}: --workers ${cores}`,
    source: isPython(lane)
      ? 'https://docs.python.org/3/library/concurrent.futures.html#processpoolexecutor'
      : 'https://nodejs.org/api/os.html#osavailableparallelism',
  };
};

/** The starts of those that have no core of their own, as they share the cores. */
function savedMs({ alive, breakdownMs }: AdvisedLane, cores: number): number {
  return (breakdownMs.startUp * (1 - cores / alive)) / cores;
}

/** Each worker has a heap of its own, and each process a runtime. */
export const memoryRunsShort: AdviceRule = ({ lanes, freeBytes }) => {
  if (freeBytes === undefined) return undefined;
  const largest = lanes.filter(({ alive }) => alive > 1).toSorted((a, b) => peakOf(b) - peakOf(a))[0];
  if (largest === undefined || peakOf(largest) < nearlyAll * freeBytes) return undefined;
  const peak = peakOf(largest);
  return {
    id: 'memory-runs-short',
    text: `${largest.lane} had up to ${megabytes(peak)} of the ${megabytes(freeBytes)} that were free, with ${largest.alive} workers at once, about ${megabytes(peak / largest.alive)} each: let fewer live at once, or the machine swaps, or ends them`,
    source: isPython(largest)
      ? 'https://docs.python.org/3/library/concurrent.futures.html#processpoolexecutor'
      : 'https://nodejs.org/api/process.html#processavailablememory',
  };
};

function peakOf({ peakBytes = 0 }: AdvisedLane): number {
  return peakBytes;
}

/** A long task that comes last keeps one worker while the others have nothing left to do. */
export const tasksUneven: AdviceRule = (work) => {
  const [fastest] = workersIn(work);
  const base = fastest && baseOf(fastest, work);
  if (fastest === undefined || base === undefined || !computes(base) || base.lengthsMs.length < 2) return undefined;
  const { lengthsMs } = base;
  const slots = slotsFor(fastest, work);
  const sum = lengthsMs.reduce((all, ms) => all + ms, 0);
  const longest = Math.max(...lengthsMs);
  const times = longest / (sum / lengthsMs.length);
  if (slots < 2 || times <= mostUneven) return undefined;
  const told = `the longest of ${lengthsMs.length} tasks takes ${wordedMs(longest)}, ${inDecimals(times, 1)} times the mean`;
  const source = 'https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop';
  const given = lengthWith(slots, lengthsMs);
  const ordered = lengthWith(
    slots,
    lengthsMs.toSorted((a, b) => b - a),
  );
  if (given >= worthwhile * ordered && wouldGain(fastest, given - ordered, work)) {
    const text = `${told}: ${slots} at a time, they take ${wordedMs(given)} in their order, and ${wordedMs(ordered)} with the longest first (${timesText(given / ordered)} as fast)`;
    return { id: 'tasks-uneven', text, source };
  }
  const even = sum / slots;
  if (ordered < worthwhile * even || ordered > longest || !wouldGain(fastest, ordered - even, work)) return undefined;
  const text = `${told}: ${slots} at a time, all of them could be done in ${wordedMs(even)}, but for that one, which no order and no number of workers makes shorter: split it`;
  return { id: 'tasks-uneven', text, source };
};

/** How many of its tasks that compute can get on at once. */
function slotsFor({ lane }: AdvisedLane, { ground }: AdvisedWork): number {
  return Math.floor(Math.min(slotsOf(lane, ground), Math.max(1, ground.cores), ground.tasks));
}

/** How long tasks take that so many workers take in turn, each the next one when it is free (Graham 1969). */
function lengthWith(workers: number, lengthsMs: readonly number[]): number {
  const free = Array.from({ length: workers }, () => 0);
  for (const ms of lengthsMs) {
    const first = free.indexOf(Math.min(...free));
    free[first] = (free[first] ?? 0) + ms;
  }
  return Math.max(...free);
}
