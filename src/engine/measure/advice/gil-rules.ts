import { timesText, wordedMs } from '../../text/numbers.ts';
import {
  type AdviceRule,
  type AdvisedLane,
  type AdvisedWork,
  baseOf,
  computes,
  speedUpOf,
  workersIn,
  workMsOf,
  worthwhile,
} from './advised.ts';

const source = 'https://docs.python.org/3/glossary.html#term-global-interpreter-lock';

/** From this speed-up on, threads under one GIL cannot have taken turns. */
const freeOfGil = 1.5;

/** Bytecode runs in one thread at a time, and native code that keeps the GIL does too. */
export const gilNotReleased: AdviceRule = (work) => {
  const threads = underGil(work).find((lane) => (speedUpOf(lane, work) ?? worthwhile) < worthwhile);
  if (threads === undefined || work.ground.cores < worthwhile) return undefined;
  const apart = fastestApart(work);
  if (apart !== undefined && threads.wallMs < worthwhile * apart.wallMs) return undefined;
  const { gil } = threads.breakdownMs;
  const waited = `${wordedMs(gil)} of the ${wordedMs(workMsOf(threads))} of their threads' work went by waiting for it`;
  const instead =
    apart === undefined
      ? 'processes have one each'
      : `${apart.lane}, with one for each worker, was ${timesText(threads.wallMs / apart.wallMs)} as fast`;
  return {
    id: 'gil-not-released',
    text: `${speedUpText(threads, work)}: no task lets the GIL go while it computes, and ${waited}; ${instead}`,
    source,
  };
};

/** Native code that lets the GIL go while it computes runs beside other threads. */
export const gilReleased: AdviceRule = (work) => {
  const threads = underGil(work).find((lane) => (speedUpOf(lane, work) ?? 0) >= freeOfGil);
  const apart = fastestApart(work);
  if (threads === undefined || (apart !== undefined && threads.wallMs > worthwhile * apart.wallMs)) return undefined;
  return {
    id: 'gil-released',
    text: `${speedUpText(threads, work)} under one GIL: what computes is native code that lets it go, so threads are enough, and nothing has to be pickled`,
    source,
  };
};

/** Lanes of threads that share a GIL, for work that computes; the fastest first. */
function underGil(work: AdvisedWork): AdvisedLane[] {
  return workersIn(work).filter((lane) => lane.sharesGil && lane.alive > 1 && computes(baseOf(lane, work)));
}

function fastestApart(work: AdvisedWork): AdvisedLane | undefined {
  return workersIn(work).find(({ sharesGil }) => !sharesGil);
}

function speedUpText(lane: AdvisedLane, work: AdvisedWork): string {
  return `${lane.lane} was ${timesText(speedUpOf(lane, work) ?? 1)} as fast as ${baseOf(lane, work)?.lane}`;
}
