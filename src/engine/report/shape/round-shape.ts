import type { LaneState } from '../../lane/lane.ts';
import type { ReferenceTimes } from '../../session/run-record.ts';
import {
  amount,
  described,
  list,
  optional,
  real,
  record,
  type Shape,
  strictShapeOf,
  text,
  truth,
  whole,
  words,
} from '../../shape/shape.ts';
import type { ReportRound } from '../round.ts';
import { breakdownShape, parallelismShape } from './parallelism-shape.ts';
import { taskShape } from './task-shape.ts';
import { workerShape } from './worker-shape.ts';

/** How a lane or one of its runs stands. */
export const laneStateShape: Shape<LaneState> = words(
  'waiting',
  'starting',
  'running',
  'finished',
  'failed',
  'stopped',
  'timed-out',
  'unavailable',
);

const reference = strictShapeOf<ReferenceTimes>({ beforeMs: amount, afterMs: amount });

const gil = strictShapeOf<NonNullable<ReportRound['gil']>>({
  switches: whole,
  meanHoldMs: amount,
  waitedMs: record(amount),
});

const line = strictShapeOf<ReportRound['output'][number]>({
  atMs: real,
  task: optional(whole),
  stream: optional(words('stdout', 'stderr')),
  line: text,
});

/** A run of a lane. */
export const roundShape = strictShapeOf<ReportRound>({
  round: described('from 1; warm-ups are counted for themselves', whole),
  kind: described(
    'rejected: measured, but the machine drifted meanwhile, so it was repeated',
    words('measured', 'warm-up', 'rejected'),
  ),
  state: laneStateShape,
  counts: described('its times are compared', truth),
  reference: optional(described('what the reference loop took around it', reference)),
  bootMs: optional(
    described("from the moment the runner's process was asked for to the epoch; in no other time", amount),
  ),
  exitMs: optional(described('from the end of the run until that process was gone; in no other time', amount)),
  wallMs: described('from the epoch to the end of the run, tear-down included', amount),
  startUpMs: described('until the first task began', amount),
  workMs: described('from the begin of the first task to the end of the last', amount),
  tearDownMs: described('from the end of the last task to the end of the run', amount),
  cpuMs: optional(
    described('CPU time of all processes of the run; absent where it was ended before it could tell', amount),
  ),
  bootCpuMs: described("CPU time of the runner's process before the epoch; not in cpuMs", amount),
  peakBytes: optional(described('peak resident memory of its processes together, at most', whole)),
  closing: optional(text),
  breakdownMs: described('where the wall time of the workers went, summed over them', breakdownShape),
  parallelism: optional(parallelismShape),
  why: list(text),
  workers: list(workerShape),
  tasks: list(taskShape),
  gil: optional(gil),
  lines: described('how many lines were printed; output has the last of them where there were many', whole),
  output: list(line),
});
