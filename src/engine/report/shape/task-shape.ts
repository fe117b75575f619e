import type { Failure } from '../../protocol.ts';
import {
  amount,
  described,
  json,
  list,
  optional,
  real,
  record,
  strictShapeOf,
  text,
  whole,
  words,
} from '../../shape/shape.ts';
import type { ReportTask } from '../round.ts';

/** A task of a run. */
export const taskShape = strictShapeOf<ReportTask>({
  id: whole,
  label: text,
  worker: optional(text),
  queuedMs: optional(real),
  startedMs: optional(real),
  finishedMs: optional(real),
  state: words('waiting', 'running', 'finished', 'failed', 'stopped'),
  result: optional(described('JSON text of what the task gave, cut to 200 characters', text)),
  measured: optional(described('what the task measured itself; differs from run to run', json)),
  error: optional(strictShapeOf<Failure>({ name: text, message: text, stack: optional(text) })),
  waitedMs: described('by what it waited for', record(amount)),
  waits: list(
    strictShapeOf<ReportTask['waits'][number]>({ kind: words('sleep', 'io', 'lock', 'gil'), atMs: real, ms: amount }),
  ),
  lines: whole,
});
