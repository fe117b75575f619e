import { findModel } from '../../catalog.ts';
import { counted, megabytes, wordedMs } from '../../text/numbers.ts';
import { baseCostsOf, breakEvenLength, costsOf } from '../scaling/break-even.ts';
import {
  type AdviceRule,
  type AdvisedLane,
  type AdvisedWork,
  baseOf,
  isPython,
  speedUpOf,
  workersIn,
  workMsOf,
  worthwhile,
  wouldGain,
} from './advised.ts';

/** A message without much in it is passed in less, ms a task: what is above that, is data. */
const longerThanMessages = 1;

/** A share of the time from which on loading the module is what a run takes. */
const notable = 0.25;

/** Inputs and results are copied, or written down and read again, on their way to another thread or process. */
export const dataCostsMoreThanWork: AdviceRule = (work) => {
  const { tasks } = work.ground;
  const lane = workersIn(work).find((one) => {
    const { passing } = one.breakdownMs;
    const savedMs = passing / Math.max(1, one.alive);
    return passing > workMsOf(one) && passing > tasks * longerThanMessages && wouldGain(one, savedMs, work);
  });
  if (lane === undefined) return undefined;
  return {
    id: 'data-costs-more-than-work',
    text: `passing data took ${wordedMs(lane.breakdownMs.passing)} of the time of ${lane.lane}'s workers${passedText(lane)}, longer than their work (${wordedMs(workMsOf(lane))}): ${otherWayOf(lane)}`,
    source: isPython(lane)
      ? 'https://docs.python.org/3/library/multiprocessing.shared_memory.html'
      : 'https://nodejs.org/api/worker_threads.html#portpostmessagevalue-transferlist',
  };
};

function passedText({ passing }: AdvisedLane): string {
  if (passing === undefined) return '';
  const { inputMs, inputBytes, resultMs, resultBytes } = passing;
  const sized = (bytes: number | undefined) => (bytes === undefined ? '' : ` of ${megabytes(bytes)}`);
  return ` (inputs${sized(inputBytes)} ${wordedMs(inputMs)}, results${sized(resultBytes)} ${wordedMs(resultMs)})`;
}

function otherWayOf(lane: AdvisedLane): string {
  const readThere = 'have each task read its input itself and give back less';
  if (isPython(lane)) return `share it (multiprocessing.shared_memory), or ${readThere}`;
  return findModel(lane.lane)?.shared === 'nothing'
    ? `use threads, which can move buffers and share them, or ${readThere}`
    : `move buffers instead of copying them (transfer), share them (SharedArrayBuffer), or ${readThere}`;
}

/** What stands at the top level of a module is done anew in each worker. */
export const moduleLoadsLong: AdviceRule = (work) => {
  const lane = workersIn(work).find((one) => {
    const savedMs = loadedMs(one, work);
    return savedMs >= notable * one.wallMs && wouldGain(one, savedMs, work);
  });
  if (lane === undefined) return undefined;
  const each = loadsAlone(lane, work);
  const all = sumOf(each);
  const inputs = work.mayMakeInputs
    ? '; inputs that are made there are made in each worker: export a function that gives them'
    : '';
  return {
    id: 'module-loads-long',
    text: `each worker of ${lane.lane} loaded the file for ${wordedMs(all / each.length)}, ${counted(each.length, 'worker')} for ${wordedMs(all)}, beside ${wordedMs(workMsOf(lane))} of work: move what a task does not need out of its top level${inputs}`,
    source: isPython(lane)
      ? 'https://docs.python.org/3/library/multiprocessing.html#programming-guidelines'
      : 'https://nodejs.org/api/worker_threads.html#worker-threads',
  };
};

/** How much longer a run takes for it: as many workers load it at once as live at once, and no more than there are cores. */
function loadedMs(lane: AdvisedLane, work: AdvisedWork): number {
  return sumOf(loadsAlone(lane, work)) / Math.max(1, Math.min(lane.alive, work.ground.cores));
}

/** Of workers that start together each waits for cores too, which is no fault of the file's. */
function loadsAlone({ loadsMs }: AdvisedLane, { loadMs = Number.POSITIVE_INFINITY }: AdvisedWork): number[] {
  return loadsMs.map((ms) => Math.min(ms, loadMs));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, ms) => sum + ms, 0);
}

/** Workers have to be started, and tasks handed to them, before there is anything to gain. */
export const workTooShort: AdviceRule = (work) => {
  const { ground } = work;
  const [fastest] = workersIn(work);
  const base = fastest && baseOf(fastest, work);
  if (base === undefined || fastest === undefined || ground.tasks < 2 || base.workMs <= 0) return undefined;
  const costs = fastest.startUpMs + fastest.tearDownMs + fastest.breakdownMs.passing / Math.max(1, fastest.alive);
  if ((speedUpOf(fastest, work) ?? 1) * worthwhile > 1 || costs <= base.workMs) return undefined;
  const from = breakEvenLength(costsOf(fastest, base, ground), baseCostsOf(base), ground.tasks);
  if (from === undefined || from * ground.tasks <= base.workMs) return undefined;
  return {
    id: 'work-too-short',
    text: `${counted(ground.tasks, 'task')} of ${wordedMs(base.workMs / ground.tasks)} are ${wordedMs(base.workMs)} of work, and ${fastest.lane}, the fastest with workers, takes ${wordedMs(costs)} to start, to pass data and to end: below about ${wordedMs(from)} a task nothing is gained by workers`,
    source: isPython(fastest)
      ? 'https://docs.python.org/3/library/concurrent.futures.html#processpoolexecutor'
      : 'https://nodejs.org/api/worker_threads.html#worker-threads',
  };
};
