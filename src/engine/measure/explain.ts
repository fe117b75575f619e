import { findModel, isSequential } from '../catalog.ts';
import type { Lane } from '../lane/lane.ts';
import { counted, wordedMs } from '../text/numbers.ts';
import type { Breakdown, Parts } from './time/breakdown.ts';
import type { Parallelism } from './time/parallelism.ts';

/** A share of the workers' time that is worth a sentence. */
const notable = 0.25;

/** Under one GIL, bytecode uses no more than one core; what is a tenth beyond is more than the rest of the process does. */
const freeOfGil = 1.1;

/** What a lane's figures say. */
interface Findings {
  readonly lane: Lane;
  readonly breakdown: Breakdown;
  readonly parallelism: Parallelism;
  readonly share: (...names: readonly (keyof Parts)[]) => number;
}

type Rule = (findings: Findings) => string | undefined;

/** From the most telling to the least; the first two that apply are said. */
const rules: readonly Rule[] = [
  waitedForTheGil,
  waitedForLanes,
  computedInNativeCode,
  startedLongerThanWorked,
  oneLoopComputed,
  overlapped,
  oneAfterTheOther,
  waitedForCores,
  usedTheCores,
  passedLongerThanWorked,
];

/** Why a lane took as long as it did: one or two sentences, each with the figures it rests on. None where nothing stands out. */
export function explain(lane: Lane, breakdown: Breakdown, parallelism: Parallelism): string[] {
  const share: Findings['share'] = (...names) =>
    breakdown.whole === 0 ? 0 : names.reduce((sum, name) => sum + breakdown.parts[name], 0) / breakdown.whole;
  const findings = { lane, breakdown, parallelism, share };
  return rules.flatMap((rule) => rule(findings) ?? []).slice(0, 2);
}

function waitedForTheGil({ lane, breakdown, share }: Findings): string | undefined {
  if (share('gil') < notable / 2) return undefined;
  const { parts, whole } = breakdown;
  return `${workersOf(lane)} spent ${worded(parts.gil)} of ${worded(whole)} waiting for the GIL: one of them runs at a time`;
}

function waitedForLanes({ lane, breakdown, share }: Findings): string | undefined {
  if (share('output') < notable) return undefined;
  const { parts, whole } = breakdown;
  return `${workersOf(lane)} waited ${worded(parts.output)} of ${worded(whole)} until lanes had taken their lines: more were printed than it reads`;
}

function computedInNativeCode({ lane, parallelism, share }: Findings): string | undefined {
  const { libuvThreads = 0 } = lane;
  const { effective, depth } = parallelism;
  if (share('native') < notable || effective === undefined) return undefined;
  const isApart = [...lane.workers].every(({ kind }) => kind === 'process');
  const threads = isApart
    ? "on a libuv thread of each process's own"
    : `on ${Math.min(libuvThreads, depth)} of libuv's ${counted(libuvThreads, 'thread')}`;
  return `native code computed ${threads}: ${effective.toFixed(2)} of ${cores(parallelism)} used`;
}

function startedLongerThanWorked({ lane, breakdown }: Findings): string | undefined {
  const { startUp } = breakdown.parts;
  const work = workOf(breakdown);
  if (isLoop(lane) || startUp <= work) return undefined;
  return `start-up of ${workersOf(lane)} took ${worded(startUp)} in all, longer than the work (${worded(work)})`;
}

function oneLoopComputed({ lane, parallelism, share }: Findings): string | undefined {
  const { effective, depth } = parallelism;
  if (!isLoop(lane) || depth < 2 || share('running') < 0.5 || effective === undefined) return undefined;
  return `${counted(lane.tasks.length, 'task')}, ${effective.toFixed(2)} cores used: one event loop runs one callback at a time`;
}

function overlapped({ lane, parallelism, share }: Findings): string | undefined {
  if (parallelism.depth < 2 || share('io', 'sleep') < 0.5) return undefined;
  return `${counted(lane.tasks.length, nounOf(lane))} overlapped up to ${parallelism.depth} deep: waiting takes no core`;
}

function oneAfterTheOther({ lane, breakdown, parallelism, share }: Findings): string | undefined {
  if (lane.tasks.length < 2 || parallelism.depth > 1 || share('native') >= notable) return undefined;
  if (share('io', 'sleep') < 0.5) {
    const used = parallelism.effective === undefined ? '' : `, ${parallelism.effective.toFixed(2)} cores used`;
    const kept = isLoop(lane) && !isSequential(lane.name) ? ': each kept the event loop to itself' : '';
    return `${counted(lane.tasks.length, 'task')} one after the other${used}${kept}`;
  }
  const { io, sleep } = breakdown.parts;
  return `one task at a time: ${worded(io + sleep)} of ${worded(breakdown.whole)} waited, and no other task used it`;
}

function waitedForCores({ lane, breakdown, parallelism, share }: Findings): string | undefined {
  if (share('runQueue') < notable) return undefined;
  const waited = worded(breakdown.parts.runQueue);
  const whole = worded(breakdown.whole);
  const throttled = lane.throttledUs ?? 0;
  if (throttled > breakdown.parts.runQueue / 2) {
    return `${workersOf(lane)} waited ${waited} of ${whole} for a core: throttled by its quota of CPU time, for ${worded(throttled)}`;
  }
  return parallelism.workers > parallelism.usable
    ? `${workersOf(lane)} shared ${cores(parallelism)}: ${waited} of ${whole} went by waiting for a core`
    : `${workersOf(lane)} waited ${waited} of ${whole} for a core, though ${roomFor(lane, parallelism)}`;
}

/** Why workers no more than the cores need not have waited for one, and so who made them wait. */
function roomFor({ workers: { size } }: Lane, { workers }: Parallelism): string {
  if (size === 1) return 'it needs only one: other programs had it';
  const room = size > workers ? 'there was one for each that lived at once' : 'there were as many cores';
  return `${room}: other programs had them`;
}

function usedTheCores({ lane, parallelism, share }: Findings): string | undefined {
  if (isLoop(lane) || share('running', 'runQueue', 'unattributed') < 0.5) return undefined;
  const { effective } = parallelism;
  if (effective === undefined) return undefined;
  const beyond =
    lane.hasGil && coresOfThreads(lane) > freeOfGil ? ': native code that let the GIL go used what is beyond 1' : '';
  return `${workersOf(lane)} used ${effective.toFixed(2)} of ${cores(parallelism)}${beyond}`;
}

function passedLongerThanWorked({ lane, breakdown }: Findings): string | undefined {
  const { passing } = breakdown.parts;
  const work = workOf(breakdown);
  if (passing <= work || lane.tasks.length === 0) return undefined;
  return `handing over ${counted(lane.tasks.length, 'task')} took ${worded(passing)}, longer than the work (${worded(work)})`;
}

/** How many cores its workers' own threads used on average. */
function coresOfThreads({ workers, lastAt }: Lane): number {
  return [...workers].reduce((sum, { usage }) => sum + (usage?.cpuUs ?? 0), 0) / lastAt;
}

/** The time in which workers had a task, µs. */
function workOf({ whole, parts }: Breakdown): number {
  return whole - parts.startUp - parts.queueing - parts.passing - parts.tearDown;
}

/** What the tasks are called by their labels, if they have one word in common: `fetch 1`, `fetch 2`. A user's function may be called anything. */
function nounOf({ tasks, workers }: Lane): string {
  if ([...workers].some(({ readyAt }) => readyAt !== undefined)) return 'task';
  const words = new Set(tasks.map(({ label }) => /^(\p{Letter}+) \d+$/u.exec(label)?.[1]));
  const [word] = words;
  return words.size === 1 && word !== undefined ? word : 'task';
}

function isLoop({ name }: Lane): boolean {
  return findModel(name)?.workers === 'loop';
}

function workersOf({ workers }: Lane): string {
  const kinds = new Set([...workers].map(({ kind }) => kind));
  const [kind] = kinds;
  const noun =
    kinds.size !== 1
      ? 'worker'
      : ({ loop: 'event loop', thread: 'thread', process: 'process' } as const)[kind ?? 'thread'];
  return counted(workers.size, noun);
}

function cores({ usable }: Parallelism): string {
  return counted(usable, 'core');
}

function worded(us: number): string {
  return wordedMs(us / 1_000);
}
