import { existsSync } from 'node:fs';
import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { counted, inDecimals } from '../text/numbers.ts';
import { version } from '../version.ts';
import { readQuota } from './control-groups.ts';

/** The machine, as far as it bears on what is measured. */
export interface Environment {
  readonly platform: string;
  readonly arch: string;
  readonly cpu: string;
  /** Cores that this process may use. */
  readonly cores: number;
  /** Cores' worth of CPU time that the control group allows, where it or one around it sets a limit. */
  readonly quota?: number;
  readonly memoryBytes: number;
  /** Memory that could be had when this was read, within the limit of the control group. */
  readonly freeBytes?: number;
  readonly node: string;
  /** The version of lanes that measured. */
  readonly lanes: string;
  /** Processes that wanted a core, one minute's average, when this was read; absent where the platform does not tell. */
  readonly load?: number;
  /** The smallest step that the clock of the runs was seen to make, µs. */
  readonly clockStepUs: number;
  /**
   * Who tells what runs used: `linux` for the kernel's own accounts in /proc, with the time in which
   * a thread wanted a core and had none (schedstat); `portable` for what every system has (getrusage),
   * without that time, and with context switches of whole processes only.
   */
  readonly accounting: 'linux' | 'portable';
}

/** So many steps of the clock are looked at. */
const clockSteps = 20;

/** Reads what can be known of this machine. */
export function readEnvironment(): Environment {
  const quota = readQuota();
  const [load] = loadavg();
  return {
    platform: `${platform()} ${release()}`,
    arch: arch(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    ...(quota !== undefined && { quota }),
    memoryBytes: totalmem(),
    freeBytes: process.availableMemory(),
    node: process.versions.node,
    lanes: version,
    ...(load !== undefined && platform() !== 'win32' && { load }),
    clockStepUs: clockStepUs(),
    accounting: existsSync('/proc/thread-self/schedstat') ? 'linux' : 'portable',
  };
}

function clockStepUs(): number {
  const steps = Array.from({ length: clockSteps }, () => {
    const begin = process.hrtime.bigint();
    let now = begin;
    while (now === begin) now = process.hrtime.bigint();
    return Number(now - begin) / 1_000;
  });
  return Math.min(...steps);
}

/** Cores that can be used: the quota where there is one, with its fraction. */
export function allowedCores({ cores, quota }: Environment): number {
  return Math.min(cores, quota ?? cores);
}

/** How many cores can really be used at once: a pool's default size. */
export function usableCores(environment: Environment): number {
  return Math.max(1, Math.floor(allowedCores(environment)));
}

/** Half a line on the machine, for the status line: `8 cores, quota 1.5`. */
export function describeCores({ cores, quota }: Environment): string {
  const text = counted(cores, 'core');
  return quota === undefined ? text : `${text}, quota ${inDecimals(quota, 2)}`;
}
