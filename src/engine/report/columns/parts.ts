import { findModel } from '../../catalog.ts';
import { type Parts, partNames } from '../../measure/time/breakdown.ts';
import { wholePercent } from '../../text/numbers.ts';
import type { Term } from '../blocks.ts';
import type { Report, ReportLane } from '../report.ts';
import { typicalParts, wholeOf } from '../typical.ts';
import { type LaneColumn, timeCell } from './lanes.ts';

/** Headings as short as a table of eighty columns needs them, or such as explain themselves. */
export type Wording = 'short' | 'long';

/** The shares of a breakdown, as people read them. */
export const partLabels = {
  startUp: 'start-up',
  queueing: 'without a task',
  passing: 'passing data',
  running: 'on a core',
  runQueue: 'waiting for a core',
  gil: 'waiting for the GIL',
  sleep: 'sleeping',
  io: 'I/O',
  native: 'native code',
  output: 'writing output',
  tearDown: 'tear-down',
  unattributed: 'unattributed',
} as const;

const headings: Readonly<Record<Wording, Readonly<Record<keyof Parts, string>>>> = {
  short: {
    startUp: 'start',
    queueing: 'idle',
    passing: 'pass',
    running: 'core',
    runQueue: 'queue',
    gil: 'GIL',
    sleep: 'sleep',
    io: 'I/O',
    native: 'native',
    output: 'write',
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
): LaneColumn[] {
  const cell = inWhat === 'percent' ? percentCell : partTimeCell;
  const parts = partsShown(lanes).map(
    (name): LaneColumn => ({ heading: headings[wording][name], align: 'right', of: (lane) => cell(lane, name) }),
  );
  return [{ heading: 'time', align: 'right', of: (lane) => timeCell(wholeOf(lane)) }, ...parts];
}

/** What those headings of {@link partColumns} mean that need it. */
export function partTerms(
  { lanes, environment: { accounting }, scenario: { work } }: Pick<Report, 'lanes' | 'environment' | 'scenario'>,
  wording: Wording,
): Term[] {
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
    ...(work !== undefined && { io: [heading.io, 'asleep until something came: the tasks do not tell for what'] }),
    native: [heading.native, "waiting while libuv's threads compute or want a core"],
    output: [heading.output, 'until lanes took its lines'],
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

/** Empty for what is not there. */
function percentCell(lane: ReportLane, name: keyof Parts): string {
  const part = typicalParts(lane)?.[name] ?? 0;
  const all = wholeOf(lane) ?? 0;
  return part === 0 || all === 0 ? '' : wholePercent(part, all);
}

function partTimeCell(lane: ReportLane, name: keyof Parts): string {
  const part = typicalParts(lane)?.[name] ?? 0;
  return part === 0 ? '' : timeCell(part);
}
