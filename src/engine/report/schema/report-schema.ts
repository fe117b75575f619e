import type { Environment } from '../../measure/environment.ts';
import type { BreakEven } from '../../measure/scaling/break-even.ts';
import type { Interval } from '../../measure/statistics/bootstrap.ts';
import type { Warning } from '../../measure/warnings.ts';
import type { Report, ReportLane } from '../report.ts';
import type { ReportComparison, ReportVerdict } from '../verdict.ts';
import { laneState, round } from './round-schema.ts';
import { amount, count, described, list, object, optional, real, type Schema, text, truth, words } from './schema.ts';

const environment = object<Environment>({
  platform: text,
  arch: text,
  cpu: text,
  cores: described('cores that the session could use', count),
  quota: optional(described("cores' worth of CPU time that the control group allowed", amount)),
  memoryBytes: count,
  node: text,
  load: optional(described("processes that wanted a core, one minute's average", amount)),
  clockStepUs: described('the smallest step that the clock was seen to make', amount),
});

const scenario = object<Report['scenario']>({
  id: text,
  order: words('together', 'in-turn'),
  tasks: count,
  size: described("how much work a task is, in the first lane's runtime", amount),
  delayMs: amount,
  workers: described('size of the pools', count),
  live: described('how many threads or child processes could live at once', count),
  seed: count,
  rounds: described('rounds that were asked for', count),
  warmUp: count,
});

const interval = object<Interval>({ low: amount, high: amount });

const lane = object<ReportLane>({
  model: text,
  runtime: text,
  size: described('how much work a task is', amount),
  state: laneState,
  reason: optional(text),
  rounds: described('its runs, in the order in which they ran', list(round)),
  speedup: optional(described('against the sequential lane of the same runtime, from start to end', amount)),
  speedupInterval: optional(interval),
  workSpeedup: optional(described('the same in the working time alone', amount)),
});

const comparison = object<ReportComparison>({
  model: text,
  against: text,
  ratio: described('how many times as fast', amount),
  interval: optional(described('95 % interval of the ratio; absent with too few rounds', interval)),
  p: optional(described("after Holm's correction", amount)),
  outcome: words('faster', 'slower', 'equivalent', 'inconclusive', 'indicative'),
  negligible: optional(truth),
  moreRounds: optional(real),
  points: described('the ratio of each round', list(amount)),
  outliers: described("places in points beyond Tukey's fences", list(count)),
});

const verdict = object<ReportVerdict>({
  fastest: optional(text),
  best: described('all that cannot be told from the fastest; empty while rounds are too few to tell', list(text)),
  simplest: optional(text),
  nearlyBest: described('told from the fastest, but less than 10 % behind', list(text)),
  speedUps: described('against the sequential lane of the same runtime', list(comparison)),
  behind: described('against the fastest', list(comparison)),
});

const breakEven = object<BreakEven>({
  model: text,
  against: text,
  tasks: count,
  lengthMs: described('how long a task took, one after the other', amount),
  fromLengthMs: optional(described('from what length of a task on the lane is faster; absent for never', amount)),
  fromTasks: optional(described('from how many tasks of lengthMs on it is faster; absent for never', count)),
});

const warning = object<Warning>({
  id: words(
    'one-core',
    'quota-below-cores',
    'machine-busy',
    'clock-too-coarse',
    'work-too-short',
    'libuv-pool-saturated',
    'results-differ',
    'sizes-differ',
    'drifted',
  ),
  message: text,
  advice: text,
});

const report = object<Report>({
  schema: words('lanes/report@1'),
  environment,
  scenario,
  lanes: list(lane),
  verdict,
  breakEven: described('against the sequential lane of the same runtime', list(breakEven)),
  warnings: list(warning),
});

/** The JSON Schema of a report, under its own name. */
export const reportSchema: Schema<Report> = {
  json: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'lanes/report@1',
    title: 'lanes/report@1',
    description: "What a session of lanes came to. Times are in ms since a run's epoch, sizes in bytes.",
    ...report.json,
  },
};
