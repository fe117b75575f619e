import type { LaneState } from '../../lane/lane.ts';
import { type Parts, partNames } from '../../measure/time/breakdown.ts';
import type { Parallelism } from '../../measure/time/parallelism.ts';
import type { Failure } from '../../protocol.ts';
import type { ReferenceTimes } from '../../session/run-record.ts';
import type { ReportRound, ReportTask, ReportWorker } from '../round.ts';
import {
  amount,
  anyJson,
  count,
  described,
  list,
  object,
  optional,
  real,
  record,
  type Schema,
  text,
  truth,
  words,
} from './schema.ts';

const worker = object<ReportWorker>({
  id: text,
  kind: text,
  pid: count,
  thread: optional(count),
  askedMs: real,
  startedMs: real,
  exitedMs: optional(real),
  cpuMs: optional(amount),
  runQueueMs: optional(amount),
  voluntarySwitches: optional(count),
  involuntarySwitches: optional(count),
  peakBytes: optional(count),
});

const task = object<ReportTask>({
  id: count,
  label: text,
  worker: optional(text),
  queuedMs: optional(real),
  startedMs: optional(real),
  finishedMs: optional(real),
  state: words('waiting', 'running', 'finished', 'failed', 'stopped'),
  result: optional(described('JSON text of what the task gave, cut to 200 characters', text)),
  measured: optional(described('what the task measured itself; differs from run to run', anyJson)),
  error: optional(object<Failure>({ name: text, message: text, stack: optional(text) })),
  waitedMs: described('by what it waited for', record(amount)),
  waits: list(
    object<ReportTask['waits'][number]>({ kind: words('sleep', 'io', 'lock', 'gil'), atMs: real, ms: amount }),
  ),
  lines: count,
});

const parts: Schema<Readonly<Record<keyof Parts, number>>> = object<Readonly<Record<keyof Parts, number>>>(
  Object.fromEntries(partNames.map((name) => [name, amount])) as Record<keyof Parts, Schema<number>>,
);

const memory = object<NonNullable<Parallelism['memory']>>({
  atLeast: described('the largest peak of a process', count),
  atMost: described('the largest sum of the peaks of processes that were alive at once', count),
  told: described('processes that told their peak', count),
  processes: count,
});

const parallelism = object<Parallelism>({
  effective: described('CPU time over wall time: cores in use on average', amount),
  workers: described('most workers alive at once', count),
  depth: described('most tasks under way at once', count),
  usable: described('cores that it could have used', amount),
  efficiency: optional(described('speed-up over the usable cores', amount)),
  serialFraction: optional(described("Karp and Flatt's; below zero for a speed-up above the cores", real)),
  voluntarySwitches: optional(count),
  involuntarySwitches: optional(count),
  memory: optional(memory),
});

/** How a lane or one of its runs stands. */
export const laneState: Schema<LaneState> = words(
  'waiting',
  'starting',
  'running',
  'finished',
  'failed',
  'stopped',
  'timed-out',
  'unavailable',
);

/** A run of a lane. */
export const round: Schema<ReportRound> = object<ReportRound>({
  round: described('from 1; warm-ups are counted for themselves', count),
  kind: described(
    'rejected: measured, but the machine drifted meanwhile, so it was repeated',
    words('measured', 'warm-up', 'rejected'),
  ),
  state: laneState,
  counts: described('its times are compared', truth),
  reference: optional(
    described('what the reference loop took around it', object<ReferenceTimes>({ beforeMs: amount, afterMs: amount })),
  ),
  bootMs: optional(
    described("from the moment the runner's process was asked for to the epoch; in no other time", amount),
  ),
  exitMs: optional(described('from the end of the run until that process was gone; in no other time', amount)),
  wallMs: described('from the epoch to the end of the run, tear-down included', amount),
  spawnMs: described('until the first task began', amount),
  workMs: described('from the begin of the first task to the end of the last', amount),
  teardownMs: described('from the end of the last task to the end of the run', amount),
  cpuMs: described('CPU time of all processes of the run', amount),
  bootCpuMs: described("CPU time of the runner's process before the epoch; not in cpuMs", amount),
  peakBytes: optional(described('peak resident memory of its processes together, at most', count)),
  closing: optional(text),
  breakdownMs: described('where the wall time of the workers went, summed over them', parts),
  parallelism: optional(parallelism),
  why: list(text),
  workers: list(worker),
  tasks: list(task),
  gil: optional(
    object<NonNullable<ReportRound['gil']>>({ switches: count, meanHoldMs: amount, waitedMs: record(amount) }),
  ),
  lines: described('how many lines were printed; output has the last of them where there were many', count),
  output: list(
    object<ReportRound['output'][number]>({
      atMs: real,
      task: optional(count),
      stream: optional(words('stdout', 'stderr')),
      line: text,
    }),
  ),
});
