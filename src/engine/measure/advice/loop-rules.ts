import { percentText, timesText } from '../../text/numbers.ts';
import {
  type AdviceRule,
  type AdvisedLane,
  type AdvisedWork,
  baseOf,
  computes,
  isPython,
  loopsIn,
  shareOf,
  speedUpOf,
  workersIn,
  worthwhile,
} from './advised.ts';

/** Waits that are a smaller share of the time are not worth overlapping. */
const notable = 0.25;

/** Work that is shorter than starting workers may take gains nothing from them, ms. */
const startsOfWorkersMs = 200;

const aboutLoops = {
  node: 'https://nodejs.org/en/learn/asynchronous-work/dont-block-the-event-loop',
  python: 'https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code',
} as const;

/** Tasks that compute take turns on an event loop, however many are under way. */
export const computesOnTheLoop: AdviceRule = (work) => {
  const loop = loopsIn(work).find((lane) => gainsNothing(lane, work) && shareOf(lane, 'running') > 0.5);
  if (loop === undefined || !computes(baseOf(loop, work)) || work.ground.cores < worthwhile) return undefined;
  if (!isBeaten(loop, work)) return undefined;
  const used = percentText(shareOf(loop, 'running'));
  return {
    id: 'computes-on-the-loop',
    text: `${loop.lane} was ${speedUpText(loop, work)}: its tasks compute, and kept the one event loop on a core for ${used} of their time; ${instead(loop, work)}`,
    source: sourceFor(loop),
  };
};

/** Tasks that wait without giving the event loop away wait one after the other. */
export const blocksTheLoop: AdviceRule = (work) => {
  const loop = loopsIn(work).find((lane) => gainsNothing(lane, work) && shareOf(lane, 'io', 'sleep') >= notable);
  if (loop === undefined || work.isAsync === undefined || !isBeaten(loop, work)) return undefined;
  const waited = percentText(shareOf(loop, 'io', 'sleep'));
  const calls = isPython(loop) ? 'time.sleep, requests, subprocess.run' : 'readFileSync, execSync, Atomics.wait';
  const why = work.isAsync
    ? `the function is asynchronous, but a call in it blocks the event loop until it is done (as ${calls} do): ${loop.lane} was ${speedUpText(loop, work)}, and for ${waited} of its time nothing ran; use the asynchronous form of that call`
    : `the function is not asynchronous, so each of its waits blocks the event loop: ${loop.lane} was ${speedUpText(loop, work)}, and for ${waited} of its time nothing ran; make it asynchronous`;
  return { id: 'blocks-the-loop', text: `${why}, or ${instead(loop, work)}`, source: sourceFor(loop) };
};

/** Native code of Node's waits for one of libuv's threads, of which there are four unless one says otherwise. */
export const libuvPoolTooSmall: AdviceRule = (work) => {
  const { libuvThreads, ground } = work;
  const { count, isChosen } = libuvThreads;
  const native = work.lanes.filter((lane) => shareOf(lane, 'native') >= notable && lane.alive === 1);
  const deepest = native.toSorted((a, b) => b.depth - a.depth)[0];
  if (deepest === undefined) return undefined;
  const wanted = Math.floor(Math.min(ground.cores, deepest.depth));
  if (wanted < count * worthwhile) return undefined;
  const had = isChosen ? `the ${count} threads of --libuv-threads` : `the ${count} threads of libuv's own`;
  return {
    id: 'libuv-pool-too-small',
    text: `up to ${deepest.depth} tasks of ${deepest.lane} shared ${had} for native code, which computed for ${percentText(shareOf(deepest, 'native'))} of their time, on a machine of ${Math.floor(ground.cores)} cores: set UV_THREADPOOL_SIZE=${wanted}, measured here with --libuv-threads ${wanted}`,
    source: 'https://nodejs.org/api/cli.html#uv_threadpool_sizesize',
  };
};

function gainsNothing(lane: AdvisedLane, work: AdvisedWork): boolean {
  const speedUp = speedUpOf(lane, work);
  return work.ground.tasks > 1 && speedUp !== undefined && speedUp < worthwhile;
}

/** By workers that were measured, by as much as is worth it; or where none were, the work is long enough for them. */
function isBeaten(loop: AdvisedLane, work: AdvisedWork): boolean {
  const [fastest] = workersIn(work);
  return fastest === undefined ? loop.workMs >= startsOfWorkersMs : loop.wallMs / fastest.wallMs >= worthwhile;
}

function instead(loop: AdvisedLane, work: AdvisedWork): string {
  const [fastest] = workersIn(work);
  if (fastest === undefined) return 'use workers, which have loops of their own';
  return `use workers: ${fastest.lane} was ${timesText(loop.wallMs / fastest.wallMs)} as fast as ${loop.lane}`;
}

function speedUpText(lane: AdvisedLane, work: AdvisedWork): string {
  return `${timesText(speedUpOf(lane, work) ?? 1)} as fast as ${baseOf(lane, work)?.lane}`;
}

function sourceFor(lane: AdvisedLane): string {
  return isPython(lane) ? aboutLoops.python : aboutLoops.node;
}
