import type { LaneState } from '../../lane/lane.ts';
import type { Unsuccessful } from '../../lane/unsuccessful.ts';
import type { DifferingTask } from '../../measure/results.ts';
import { type Parts, partNames } from '../../measure/time/breakdown.ts';
import type { Parallelism } from '../../measure/time/parallelism.ts';
import type { Passing } from '../../measure/time/passing.ts';
import type { Failure, ResultDifference } from '../../protocol.ts';
import type { ReferenceTimes } from '../../session/run-record.ts';
import {
  amount,
  described,
  json,
  list,
  only,
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
import type { ReportTask, ReportWorker } from '../round-detail.ts';

type BreakdownMs = Readonly<Record<keyof Parts, number>>;

/** Where the time went; every part is there. */
const breakdownShape = strictShapeOf<BreakdownMs>(
  Object.fromEntries(partNames.map((name) => [name, amount])) as Record<keyof Parts, Shape<number>>,
);

const memory = strictShapeOf<NonNullable<Parallelism['memory']>>({
  atLeast: described('the largest peak of a process', whole),
  atMost: described('the largest sum of the peaks of processes that were alive at once', whole),
  told: described('processes that told their peak', whole),
  processes: whole,
});

/** How well the cores were used. */
const parallelismShape = strictShapeOf<Parallelism>({
  effective: optional(described('CPU time over wall time: cores in use on average', amount)),
  workers: described('most workers alive at once', whole),
  depth: described('most tasks under way at once', whole),
  usable: described('cores that it could have used', amount),
  efficiency: optional(described('speed-up over the usable cores, of work that computes', amount)),
  serialFraction: optional(described("Karp and Flatt's; below zero for a speed-up above the cores", real)),
  voluntarySwitches: optional(whole),
  involuntarySwitches: optional(whole),
  memory: optional(memory),
});

/** A worker of a run. */
const workerShape = strictShapeOf<ReportWorker>({
  id: text,
  kind: text,
  pid: whole,
  thread: optional(whole),
  askedMs: real,
  startedMs: real,
  readyMs: optional(described("when the user's module was loaded and set up in it", real)),
  loadMs: optional(described('how long loading the module took', amount)),
  setupMs: optional(described('how long its setup took', amount)),
  exitedMs: optional(real),
  cpuMs: optional(amount),
  runQueueMs: optional(amount),
  voluntarySwitches: optional(whole),
  involuntarySwitches: optional(whole),
  peakBytes: optional(whole),
});

const differenceMembers = {
  lane: described('that of the other run', text),
  where: described('the first place in the value, such as .sizes[3]; empty for the value itself', text),
  own: described('what stands there, as text', text),
  other: described('what stands there in the result of the other run', text),
} as const;

const difference = strictShapeOf<ResultDifference>(differenceMembers);

const differingTask = strictShapeOf<DifferingTask>({ task: whole, label: text, ...differenceMembers });

const passing = strictShapeOf<Passing>({
  inputMs: described('from when an input was sent, or its worker could take it, until its task began', amount),
  inputBytes: optional(amount),
  resultMs: described('from the end of a task until the runner had its result, whole', amount),
  resultBytes: optional(amount),
});

/** A task of a run. */
const taskShape = strictShapeOf<ReportTask>({
  id: whole,
  label: text,
  worker: optional(text),
  queuedMs: optional(real),
  sentMs: optional(described('when the runner began to hand its input over', real)),
  inputBytes: optional(described('how large the input was on its way', amount)),
  startedMs: optional(real),
  finishedMs: optional(real),
  returnedMs: optional(described('when the runner had its result, whole', real)),
  resultBytes: optional(described('how large the result was on its way', amount)),
  state: words('waiting', 'running', 'finished', 'failed', 'stopped'),
  result: optional(described('JSON text of what the task gave, cut to 200 characters', text)),
  differs: optional(described('where the result is not that of another run', difference)),
  measured: optional(described('what the task measured itself; differs from run to run', json)),
  unsuccessful: optional(described('why it finished without success', text)),
  error: optional(strictShapeOf<Failure>({ name: text, message: text, stack: optional(text) })),
  waitedMs: described('by what it waited for', record(amount)),
  waits: list(
    strictShapeOf<ReportTask['waits'][number]>({ kind: words('sleep', 'io', 'gil', 'output'), atMs: real, ms: amount }),
  ),
  lines: whole,
});

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

const unsuccessful = strictShapeOf<Unsuccessful>({
  tasks: whole,
  of: whole,
  reasons: described('how many tasks for which reason', record(whole)),
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
  exitMs: optional(
    described(
      'from the end of the run until that process was gone, what comparing results took included; in no other time',
      amount,
    ),
  ),
  wallMs: described('from the epoch to the end of the run, tear-down included', amount),
  startUpMs: described('until the first task began', amount),
  workMs: described('from the begin of the first task to the end of the last', amount),
  tearDownMs: described('from the end of the last task to the end of the run', amount),
  cpuMs: optional(
    described('CPU time of all processes of the run; absent where it was ended before it could tell', amount),
  ),
  bootCpuMs: described("CPU time of the runner's process before the epoch; not in cpuMs", amount),
  throttledMs: optional(
    described('for how long a quota of CPU time kept it from running, on all cores together', amount),
  ),
  checkCpuMs: optional(
    described('CPU time that was used after the end of the run, to compare results; in no other figure', amount),
  ),
  peakBytes: optional(described('peak resident memory of its processes together, at most', whole)),
  closing: optional(text),
  breakdownMs: described('where the wall time of the workers went, summed over them', breakdownShape),
  parallelism: optional(parallelismShape),
  passing: optional(described('what went between runner and workers, summed over the tasks', passing)),
  sharesGil: optional(described("its workers were threads of which CPython's GIL let one run at a time", only(true))),
  why: list(text),
  workers: list(workerShape),
  tasks: list(taskShape),
  unsuccessful: optional(described('tasks that finished without success; absent where there were none', unsuccessful)),
  differs: optional(described('the first of its results that is not that of another run', differingTask)),
  gil: optional(gil),
  lines: described('how many lines were printed; output has the last of them where there were many', whole),
  output: list(line),
});
