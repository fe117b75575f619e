import { counted, grouped, inDigits, wordedMs } from '../text/numbers.ts';
import { type DifferingTask, differenceText } from './results.ts';
import { significance } from './statistics/comparison.ts';
import type { RoundDependence } from './verdict/decision.ts';

/** A finding about a session that bears on what its figures are worth, with advice. */
export interface Warning {
  readonly id:
    | 'one-core'
    | 'quota-below-cores'
    | 'machine-busy'
    | 'throttled'
    | 'clock-too-coarse'
    | 'work-too-short'
    | 'libuv-pool-saturated'
    | 'results-differ'
    | 'failures-differ'
    | 'sizes-differ'
    | 'drifted'
    | 'rounds-depend';
  readonly message: string;
  readonly advice: string;
}

/** What warnings are found from. What is not known is left out, and not warned of. */
export interface Circumstances {
  readonly cores: number;
  /** Cores' worth of CPU time that the control group allows. */
  readonly quota?: number;
  /** Cores' worth of CPU time that other programs used while lanes ran in turn. */
  readonly othersCores?: number;
  /** The runs that the quota kept from running for longer than is trifling, and for how long, on all cores together. */
  readonly throttled?: { readonly runs: number; readonly ms: number };
  /** The smallest step that the clock was seen to make, µs. */
  readonly clockStepUs?: number;
  /** The working time of the shortest lane, ms. */
  readonly shortestWorkMs?: number;
  /** The start-up and tear-down of that lane, ms. */
  readonly shortestOverheadMs?: number;
  /** Most tasks at once that could occupy libuv's pool (files, DNS, compression, cryptography) in one process. */
  readonly libuvDemand?: number;
  readonly libuvThreads?: number;
  /** Models whose results are not those of the others. */
  readonly differing: readonly string[];
  /** The first result that is not that of another run, where it is known which and in what. */
  readonly difference?: DifferingTask & { readonly under: string };
  /** The tasks come from a file of the user's. */
  readonly isOwnWork?: boolean;
  /** Those under which not the same tasks failed as under the others. */
  readonly failing: readonly string[];
  /** The size of a task under each runtime, where these are not the same; else empty. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Runs that do not count because the machine drifted. */
  readonly rejected?: number;
  /** Whether rounds depend on each other, for each verdict. */
  readonly dependences?: readonly RoundDependence[];
}

/** Below this, ms, timers, the scheduler and the collector weigh as much as the work. */
const shortestTelling = 10;

/** Start-up and tear-down that are more than so many times the work hide it. */
const mostOverhead = 10;

/** Other programs may take this share of the machine before it is worth a word; beyond a quota's cores, all that is left. */
export const mostByOthers = 0.1;

/** The clock has to step this many times finer than what it measures, for an error below 1 %. */
const stepsPerMeasurement = 100;

type Rule = (circumstances: Circumstances) => Warning | undefined;

const rules: readonly Rule[] = [
  ({ differing, difference, isOwnWork = false }) =>
    differing.length === 0
      ? undefined
      : {
          id: 'results-differ',
          message: `results differ under ${differing.join(', ')}: the times are not of the same work, and none of them counts${
            difference === undefined ? '' : `; ${differenceText(difference)}`
          }`,
          advice: `make the task depend on nothing but its input${
            isOwnWork ? ', or export sameResult to say when two results are the same' : ''
          }`,
        },
  ({ failing }) =>
    failing.length === 0
      ? undefined
      : {
          id: 'failures-differ',
          message: `not the same tasks failed in every run (other ones under ${failing.join(', ')}): the times are not of the same work, and none of them counts`,
          advice: 'each lane says why its tasks failed; run again when what they depend on holds',
        },
  ({ sizes }) =>
    Object.keys(sizes).length < 2
      ? undefined
      : {
          id: 'sizes-differ',
          message: `a task is of size ${Object.entries(sizes)
            .map(([runtime, size]) => `${grouped(size)} under ${runtime}`)
            .join(', ')}: times can be compared within a runtime only`,
          advice: 'set one size for all with --size',
        },
  ({ cores, quota }) =>
    Math.min(cores, quota ?? cores) > 1
      ? undefined
      : {
          id: 'one-core',
          message: 'only one core can be used: work that computes cannot gain from any model',
          advice: 'run it where there are more cores, or allow more (taskset, the CPU limit of the container)',
        },
  ({ cores, quota }) =>
    quota === undefined || quota >= cores
      ? undefined
      : {
          id: 'quota-below-cores',
          message: `${cores} cores can be seen, but the quota allows ${inDigits(quota, 2)}: workers beyond that are throttled`,
          advice: `size pools by the quota: --workers ${Math.max(1, Math.floor(quota))}`,
        },
  ({ othersCores, cores, quota }) =>
    othersCores === undefined || othersCores < cores - Math.min(cores, quota ?? cores) + mostByOthers * cores
      ? undefined
      : {
          id: 'machine-busy',
          message: `other programs used ${inDigits(othersCores, 2)} of ${cores === 1 ? 'the one core' : `the ${cores} cores`} while lanes were measured`,
          advice: 'end other programs, or run more rounds',
        },
  ({ throttled }) =>
    throttled === undefined
      ? undefined
      : {
          id: 'throttled',
          message: `the quota of CPU time throttled ${counted(throttled.runs, 'run')}, for ${wordedMs(throttled.ms)} in all, each core counted`,
          advice: 'allow more CPU time (the CPU limit of the container), or run fewer workers',
        },
  ({ clockStepUs, shortestWorkMs, isOwnWork }) =>
    clockStepUs === undefined ||
    shortestWorkMs === undefined ||
    shortestWorkMs * 1_000 >= clockStepUs * stepsPerMeasurement
      ? undefined
      : {
          id: 'clock-too-coarse',
          message: `the clock steps by ${inDigits(clockStepUs, 2)} µs, too coarse for ${inDigits(shortestWorkMs, 2)} ms of work`,
          advice: `make the tasks longer${isOwnWork ? '' : ': --size'}`,
        },
  ({ shortestWorkMs, shortestOverheadMs = 0, isOwnWork }) =>
    shortestWorkMs === undefined || !isTooShort(shortestWorkMs, shortestOverheadMs)
      ? undefined
      : {
          id: 'work-too-short',
          message: `the shortest lane worked for ${inDigits(shortestWorkMs, 2)} ms beside ${inDigits(shortestOverheadMs, 2)} ms of start-up and tear-down: ${
            shortestOverheadMs > shortestWorkMs
              ? 'what is compared is the start-up'
              : 'times as short as this are mostly noise'
          }`,
          advice: `make the tasks longer or more: ${isOwnWork ? '' : '--size, '}--tasks`,
        },
  ({ libuvDemand, libuvThreads }) =>
    libuvDemand === undefined || libuvThreads === undefined || libuvDemand <= libuvThreads
      ? undefined
      : {
          id: 'libuv-pool-saturated',
          message: `up to ${libuvDemand} operations at once had to share the ${libuvThreads} threads of libuv's pool`,
          advice: `set UV_THREADPOOL_SIZE=${libuvDemand}, here --libuv-threads ${libuvDemand}`,
        },
  ({ rejected }) =>
    rejected === undefined || rejected === 0
      ? undefined
      : {
          id: 'drifted',
          message: `${counted(rejected, 'run')} ${rejected === 1 ? 'was' : 'were'} rejected: the machine's speed changed by more than 15 % during ${rejected === 1 ? 'it' : 'them'}`,
          advice: 'let the machine come to rest, fix its clock rate, plug it in',
        },
  ({ dependences = [] }) => {
    const [telling] = dependences.filter(({ p }) => p <= significance / dependences.length);
    return telling === undefined
      ? undefined
      : {
          id: 'rounds-depend',
          message: `rounds are not independent: each resembles the one before (correlation ${inDigits(telling.correlation, 2)}), so that intervals are wider, and may yet be too narrow`,
          advice: 'run more rounds, and all of it again at another time',
        };
  },
];

/** Everything that there is to warn of, the weightiest first. */
export function warningsOf(circumstances: Circumstances): Warning[] {
  return rules.flatMap((rule) => rule(circumstances) ?? []);
}

/** Whether so much work, beside so much start-up and tear-down, is too short for its time to tell anything. */
export function isTooShort(workMs: number, overheadMs: number): boolean {
  return workMs < shortestTelling || workMs * mostOverhead < overheadMs;
}
