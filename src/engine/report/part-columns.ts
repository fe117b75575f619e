import { findModel } from '../catalog.ts';
import type { Environment } from '../measure/environment.ts';
import { type Parts, partNames } from '../measure/time/breakdown.ts';
import { type Column, type Term, timeCell, type Wording } from './column.ts';
import type { ReportLane } from './report.ts';
import { typicalParts, wholeOf } from './typical.ts';
import { partLabels } from './words.ts';

const headings: Readonly<Record<Wording, Readonly<Record<keyof Parts, string>>>> = {
  short: {
    startUp: 'start',
    queueing: 'idle',
    passing: 'pass',
    running: 'core',
    runQueue: 'queue',
    lock: 'lock',
    gil: 'GIL',
    sleep: 'sleep',
    io: 'I/O',
    tearDown: 'end',
    unattributed: 'other',
  },
  long: partLabels,
};

/** Parts of the workers' time that any of the lanes has. */
export function partsShown(lanes: readonly ReportLane[]): (keyof Parts)[] {
  return partNames.filter((name) => lanes.some((lane) => (typicalParts(lane)?.[name] ?? 0) > 0));
}

/** Where the workers' time went, with a column for each part that any lane has: in percent of it, or as times. */
export function partColumns(
  lanes: readonly ReportLane[],
  wording: Wording,
  inWhat: 'percent' | 'times' = 'percent',
): Column[] {
  const cell = inWhat === 'percent' ? percentCell : partTimeCell;
  const parts = partsShown(lanes).map((name) => ({
    heading: headings[wording][name],
    of: (lane: ReportLane) => cell(lane, name),
    figures: true,
  }));
  return [{ heading: 'time', of: (lane) => timeCell(wholeOf(lane)), figures: true }, ...parts];
}

/** What those headings of {@link partColumns} mean that need it. */
export function partTerms(lanes: readonly ReportLane[], { accounting }: Environment, wording: Wording): Term[] {
  const heading = headings[wording];
  const meanings: Partial<Record<keyof Parts, Term>> = {
    startUp: [heading.startUp, 'asked for until up'],
    queueing: [heading.queueing, 'no task left'],
    ...(wording === 'short' && {
      passing: [heading.passing, 'data on its way'],
      runQueue: [heading.runQueue, 'wants a core'],
    }),
    ...(lanes.some(hasInferredGil) && {
      gil: [`${heading.gil} in Python`, 'inferred, as CPython does not tell'],
    }),
    tearDown: [heading.tearDown, 'after its last task'],
    unattributed: [
      heading.unattributed,
      accounting === 'linux' ? 'not known' : 'not known, on this system also time in which a worker wanted a core',
    ],
  };
  return partsShown(lanes).flatMap((name) => (meanings[name] === undefined ? [] : [meanings[name]]));
}

function hasInferredGil(lane: ReportLane): boolean {
  return findModel(lane.lane)?.runtime === 'python' && (typicalParts(lane)?.gil ?? 0) > 0;
}

/** `<1` for what is there, but rounds to nothing; empty for what is not. */
function percentCell(lane: ReportLane, name: keyof Parts): string {
  const part = typicalParts(lane)?.[name] ?? 0;
  const all = wholeOf(lane) ?? 0;
  if (part === 0 || all === 0) return '';
  const percent = (100 * part) / all;
  return percent < 0.5 ? '<1' : percent.toFixed(0);
}

function partTimeCell(lane: ReportLane, name: keyof Parts): string {
  const part = typicalParts(lane)?.[name] ?? 0;
  return part === 0 ? '' : timeCell(part);
}
