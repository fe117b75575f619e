import { amount, optional, real, strictShapeOf, text, whole } from '../../shape/shape.ts';
import type { ReportWorker } from '../round.ts';

/** A worker of a run. */
export const workerShape = strictShapeOf<ReportWorker>({
  id: text,
  kind: text,
  pid: whole,
  thread: optional(whole),
  askedMs: real,
  startedMs: real,
  exitedMs: optional(real),
  cpuMs: optional(amount),
  runQueueMs: optional(amount),
  voluntarySwitches: optional(whole),
  involuntarySwitches: optional(whole),
  peakBytes: optional(whole),
});
