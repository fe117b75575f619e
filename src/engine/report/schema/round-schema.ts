import type { Parts } from '../../measure/time/breakdown.ts';
import { partNames } from '../../measure/time/breakdown.ts';
import type { Failure } from '../../protocol.ts';
import type { ReportRound, ReportTask, ReportWorker } from '../report.ts';
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

/** A run of a lane. */
export const round: Schema<ReportRound> = object<ReportRound>({
  wallMs: described('from the epoch to the end of the run, tear-down included', amount),
  spawnMs: described('until the first task began', amount),
  workMs: described('from the begin of the first task to the end of the last', amount),
  teardownMs: described('from the end of the last task to the end of the run', amount),
  cpuMs: described('CPU time of all processes of the run', amount),
  peakBytes: optional(count),
  closing: optional(text),
  breakdownMs: described('where the wall time of the workers went, summed over them', parts),
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
