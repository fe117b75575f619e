import { defined } from '../defined.ts';
import type { Lane } from '../lane/lane.ts';

/** Where the time of one run went, in ms. */
export interface Figures {
  /** From the run's epoch to its end, tear-down included. */
  readonly wallMs: number;
  /** Until the first task began: what the start of workers cost before any work was done. */
  readonly startUpMs: number;
  /** From the begin of the first task to the end of the last. */
  readonly workMs: number;
  /** From the end of the last task to the end of the run. */
  readonly tearDownMs: number;
  /**
   * CPU time of all its processes: the runner's since the epoch, child processes' since their start.
   * Absent where the runner was ended before it could tell.
   */
  readonly cpuMs?: number;
  /** CPU time of the runner's process before the epoch, in no other figure; 0 where it did not tell. */
  readonly bootCpuMs: number;
}

/** The figures of a lane that has ended; undefined for one in which no task began. */
export function figuresOf(lane: Lane): Figures | undefined {
  let begin = Number.POSITIVE_INFINITY;
  let lastEnd = Number.NEGATIVE_INFINITY;
  for (const { startedAt = begin, finishedAt = lastEnd } of lane.tasks) {
    begin = Math.min(begin, startedAt);
    lastEnd = Math.max(lastEnd, finishedAt);
  }
  if (begin === Number.POSITIVE_INFINITY) return undefined;
  const end = lastEnd === Number.NEGATIVE_INFINITY ? lane.lastAt : lastEnd;
  return {
    wallMs: lane.lastAt / 1_000,
    startUpMs: begin / 1_000,
    workMs: (end - begin) / 1_000,
    tearDownMs: (lane.lastAt - end) / 1_000,
    ...defined({ cpuMs: cpuMsOf(lane) }),
    bootCpuMs: (lane.bootUsage?.cpuUs ?? 0) / 1_000,
  };
}

/**
 * What children told ends before their own end does. What the kernel accounts for them does not,
 * but comes in ticks, and only of those that the runner itself has waited for. Both are at most
 * what was used: the larger one is nearer.
 */
function cpuMsOf({ usage, bootUsage, workers }: Lane): number | undefined {
  if (usage === undefined) return undefined;
  const children = [...workers].filter(({ kind }) => kind === 'process');
  const told = children.reduce((sum, worker) => sum + (worker.usage?.cpuUs ?? 0), 0);
  const own = usage.cpuUs - (bootUsage?.cpuUs ?? 0);
  return (own + Math.max(told, usage.childrenCpuUs ?? 0)) / 1_000;
}
