import { readdirSync, readFileSync } from 'node:fs';
import type { Usage } from '../protocol.ts';

type UsageFigures = Omit<Usage, 'at' | 'type' | 'worker'>;

/** Node has it since 22.19. */
const ownCpuUsage = process.threadCpuUsage as typeof process.threadCpuUsage | undefined;

/** CPU time of the calling thread, µs; undefined where neither Node nor Linux tells. */
function threadCpuUs(): number | undefined {
  if (ownCpuUsage === undefined) {
    const nanoseconds = readText('/proc/thread-self/schedstat')?.split(' ')[0];
    return nanoseconds === undefined ? undefined : Math.round(Number(nanoseconds) / 1_000);
  }
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

/**
 * What the calling thread used so far; undefined where nothing tells of threads. Where Linux tells (/proc/thread-self: schedstat is CPU ns,
 * run-queue wait ns, slices), with the time it waited for a core and its context switches.
 * Takes about 0.3 ms.
 */
export function threadUsage(): UsageFigures | undefined {
  const cpuUs = threadCpuUs();
  return cpuUs === undefined ? undefined : { of: 'thread', cpuUs, ...schedulerFigures() };
}

/** What the calling thread used since `before`; undefined where nothing tells. */
export function usageSince(before: UsageFigures | undefined): UsageFigures | undefined {
  const now = threadUsage();
  if (now === undefined || before === undefined) return undefined;
  const since = Object.entries(now).map(([name, value]) => {
    const earlier = before[name as keyof UsageFigures];
    return [name, typeof value === 'number' && typeof earlier === 'number' ? value - earlier : value];
  });
  return Object.fromEntries(since) as UsageFigures;
}

/** What the calling process used so far, all of its threads together. Not its children. */
export function processUsage(): UsageFigures {
  const { userCPUTime, systemCPUTime, maxRSS, voluntaryContextSwitches, involuntaryContextSwitches } =
    process.resourceUsage();
  return {
    of: 'process',
    cpuUs: userCPUTime + systemCPUTime,
    voluntarySwitches: voluntaryContextSwitches,
    involuntarySwitches: involuntaryContextSwitches,
    peakBytes: ownPeakBytes() ?? maxRSS * 1_024,
    ...mainThreadRunQueue(),
  };
}

/** The same at the end of the process's work, with what the threads of libuv's pool used of it. */
export function finalProcessUsage(): UsageFigures {
  const usage = processUsage();
  // Reading what each thread used costs some 0.3 ms: only where others than this one used much.
  return usage.cpuUs - (threadCpuUs() ?? 0) < worthALookUs ? usage : { ...usage, ...nativeUsage() };
}

/** libuv's own size of its pool (`UV_THREADPOOL_SIZE`), and the most that it takes. */
const [usualLibuvThreads, mostLibuvThreads] = [4, 1_024];

/** How many threads libuv keeps in this process for what would block its loop. */
export function libuvThreads(): number {
  const asked = process.env['UV_THREADPOOL_SIZE'];
  if (asked === undefined) return usualLibuvThreads;
  // As libuv reads it: what is no number is none, and less than none is more than it takes.
  const threads = Number.parseInt(asked, 10) || 1;
  return threads < 0 ? mostLibuvThreads : Math.min(mostLibuvThreads, threads);
}

const worthALookUs = 5_000;
/** What libuv calls the threads of its pool, since 1.50. */
const libuvThreadName = 'libuv-worker';

/** What the threads used that libuv keeps for native code; empty where the platform does not tell of threads by name. */
function nativeUsage(): Pick<UsageFigures, 'nativeCpuUs' | 'nativeRunQueueUs'> {
  const threads = foldersIn('/proc/self/task').filter(
    (id) => readText(`/proc/self/task/${id}/comm`)?.trim() === libuvThreadName,
  );
  const figures = threads.map((id) => (readText(`/proc/self/task/${id}/schedstat`) ?? '').split(' ').map(Number));
  const sumUs = (place: number) => Math.round(figures.reduce((sum, ns) => sum + (ns[place] ?? 0), 0) / 1_000);
  return threads.length === 0 ? {} : { nativeCpuUs: sumUs(0), nativeRunQueueUs: sumUs(1) };
}

/** Ticks in which Linux tells programs of CPU times (USER_HZ): a hundred a second, whatever the kernel's own are. */
const tickUs = 10_000;
/** Places of cutime and cstime in /proc/PID/stat, counted after the program's name, which may hold anything (proc_pid_stat(5)). */
const childTimes = [13, 14] as const;

/** What the calling process's children used that it has waited for, and theirs; empty where the platform does not tell. */
export function childrenUsage(): Pick<UsageFigures, 'childrenCpuUs'> {
  const stat = readText('/proc/self/stat');
  if (stat === undefined) return {};
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = childTimes.reduce((sum, place) => sum + Number(fields[place]), 0);
  return { childrenCpuUs: ticks * tickUs };
}

/**
 * Peak resident memory since the process runs this program (VmHWM), bytes; undefined where Linux
 * does not tell. getrusage's is not that: a child begins with the peak of the process it was forked from.
 */
function ownPeakBytes(): number | undefined {
  const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(readText('/proc/self/status') ?? '')?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
}

/** Of the process's main thread, the one that runs its tasks: what its helper threads wait for delays nobody. */
function mainThreadRunQueue(): Partial<UsageFigures> {
  const { runQueueUs } = schedulerFigures();
  return runQueueUs === undefined ? {} : { runQueueUs };
}

function schedulerFigures(): Partial<UsageFigures> {
  const schedstat = readText('/proc/thread-self/schedstat');
  const status = readText('/proc/thread-self/status');
  if (schedstat === undefined || status === undefined) return {};
  const [, runQueueNs = '0'] = schedstat.split(' ');
  return {
    runQueueUs: Math.round(Number(runQueueNs) / 1_000),
    voluntarySwitches: switches(status, 'voluntary_ctxt_switches'),
    involuntarySwitches: switches(status, 'nonvoluntary_ctxt_switches'),
  };
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function switches(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
}
