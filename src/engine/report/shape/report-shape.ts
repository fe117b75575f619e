import type { Advice } from '../../measure/advice/advised.ts';
import { environmentShape } from '../../measure/environment-shape.ts';
import type { Warning } from '../../measure/warnings.ts';
import { checked } from '../../shape/checked.ts';
import { amount, described, list, only, optional, strictShapeOf, text, whole, words } from '../../shape/shape.ts';
import { ShapeError } from '../../shape/shape-error.ts';
import { plainText } from '../../text/plain.ts';
import { version } from '../../version.ts';
import { type Report, type ReportLane, type ReportWork, reportSchema } from '../report.ts';
import { laneStateShape, roundShape } from './round-shape.ts';
import { breakEvenShape, intervalShape, verdictShape } from './verdict-shape.ts';

const work = strictShapeOf<ReportWork>({
  file: described('where it is, below the folder that lanes was started in, or its name alone', text),
  export: described('the function that was run', text),
  inputs: described(
    'its own export, values from outside, or the numbers from 0 on',
    words('file', 'values', 'numbers'),
  ),
});

/** What was run, and with which choices. */
export const scenarioShape = strictShapeOf<Report['scenario']>({
  id: text,
  work: optional(described("the user's own file that was run; absent for lanes' scenarios", work)),
  order: words('together', 'in-turn'),
  tasks: whole,
  size: described("how much work a task is, in the first lane's runtime", amount),
  delayMs: amount,
  workers: described('size of the pools', whole),
  live: described('how many threads or child processes could live at once', whole),
  switchIntervalMs: described("of a GIL, CPython's or emulated", amount),
  libuvThreads: optional(described("absent for libuv's own number", whole)),
  urls: described('those that the user gave; empty where the built-in server was asked', list(text)),
  onPurpose: optional(described('what the built-in server does that would be a fault of another', text)),
  seed: whole,
  rounds: described('rounds that were asked for', whole),
  warmUp: whole,
});

/** A lane and its runs. */
const laneShape = strictShapeOf<ReportLane>({
  lane: text,
  runtime: text,
  size: described('how much work a task is', amount),
  state: laneStateShape,
  reason: optional(text),
  rounds: described('its runs, in the order in which they ran', list(roundShape)),
  speedUp: optional(described('against the sequential lane of the same runtime, from start to end', amount)),
  speedUpInterval: optional(intervalShape),
  workSpeedUp: optional(described('the same in the working time alone', amount)),
});

/** What makes the figures doubtful, and what to do about it. */
export const warningShape = strictShapeOf<Warning>({
  id: words(
    'one-core',
    'quota-below-cores',
    'machine-busy',
    'throttled',
    'clock-too-coarse',
    'work-too-short',
    'libuv-pool-saturated',
    'results-differ',
    'failures-differ',
    'sizes-differ',
    'drifted',
    'rounds-depend',
  ),
  message: text,
  advice: text,
});

/** What the figures advise. */
export const adviceShape = strictShapeOf<Advice>({
  id: words(
    'computes-on-the-loop',
    'blocks-the-loop',
    'libuv-pool-too-small',
    'data-costs-more-than-work',
    'module-loads-long',
    'more-workers-than-cores',
    'memory-runs-short',
    'gil-not-released',
    'gil-released',
    'tasks-uneven',
    'work-too-short',
  ),
  text: described('a sentence with the figures that it rests on', text),
  source: described('where the documentation of Node or CPython says it', text),
});

/** What a report has to be, with no members that are not in it. */
export const reportShape = strictShapeOf<Report>({
  schema: only(reportSchema),
  environment: environmentShape,
  scenario: scenarioShape,
  lanes: list(laneShape),
  verdict: verdictShape,
  otherVerdicts: described(
    'those of the other runtimes, where a task is not the same work in one as in another',
    list(verdictShape),
  ),
  breakEven: described('against the sequential lane of the same runtime', list(breakEvenShape)),
  othersCores: optional(described("cores' worth of CPU time that other programs used while lanes ran in turn", amount)),
  warnings: list(warningShape),
  advice: optional(
    described("what the figures advise on the user's own work; absent for lanes' scenarios", list(adviceShape)),
  ),
  results: optional(
    described(
      "the file's sameResult says that results are not to be compared; absent where they were",
      only('not compared'),
    ),
  ),
});

/** A report in a form that this version does not read; the message says which, and what to do. */
export class OtherReportError extends Error {
  override readonly name = 'OtherReportError';
}

const anyReportSchema = /^lanes\/report@\d{1,9}$/;

/**
 * Checks that a text is a report in JSON, whoever wrote it. Throws an {@link OtherReportError} for
 * one of another version's form, and a {@link ShapeError} for what is none.
 */
export function checkReport(text: string): Report {
  const value = parsed(text);
  const schema = schemaOf(value);
  if (schema !== undefined && schema !== reportSchema && anyReportSchema.test(schema))
    throw new OtherReportError(
      `is a report in the form ${schema}, and lanes ${version} reads ${reportSchema} alone; make it anew with this version`,
    );
  return checked(reportShape, value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ShapeError(`not JSON: ${plainText((error as Error).message)}`);
  }
}

function schemaOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('schema' in value)) return undefined;
  return typeof value.schema === 'string' ? value.schema : undefined;
}
