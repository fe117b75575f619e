import type { Environment } from '../measure/environment.ts';
import { type Parts, partNames } from '../measure/time/breakdown.ts';
import type { ReportLane } from './report.ts';
import { typicalParts, typicalPeakBytes, typicalUse } from './typical.ts';

/** A column of a table with a row a lane. */
export interface Column {
  readonly heading: string;
  readonly of: (lane: ReportLane) => string;
  /** Figures are kept to the right. */
  readonly figures: boolean;
}

/** The parts of the workers' time, as short as a table of eighty columns needs them. */
const partHeadings: Readonly<Record<keyof Parts, string>> = {
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
};

/** What the headings of {@link partColumns} mean, in a line. */
export function partNotes({ accounting }: Environment): string {
  const queue =
    accounting === 'linux'
      ? 'queue: wants a core; end: after its last task; other: not known'
      : 'end: after its last task; other: not known, on this system also time in which a worker wanted a core';
  return `start: asked for until up; idle: no task left; pass: data on its way; ${queue}`;
}

/** Where the workers' time went, in percent of it, with a column for each part that any lane has. */
export function partColumns(lanes: readonly ReportLane[]): Column[] {
  const shown = partNames.filter((name) => lanes.some((lane) => percentOf(lane, name) > 0));
  const shares = shown.map((name) => ({
    heading: partHeadings[name],
    of: (lane: ReportLane) => percent(percentOf(lane, name)),
    figures: true,
  }));
  return [{ heading: 'time', of: (lane) => seconds(wholeOf(lane)), figures: true }, ...shares];
}

/** How well a lane used the cores, and what that took. */
export const useColumns: readonly Column[] = [
  { heading: 'cores used', of: (lane) => figure(typicalUse(lane, ({ effective }) => effective)), figures: true },
  { heading: 'of', of: (lane) => plain(typicalUse(lane, ({ usable }) => usable)), figures: true },
  { heading: 'efficiency', of: (lane) => figure(typicalUse(lane, ({ efficiency }) => efficiency)), figures: true },
  { heading: 'serial', of: (lane) => figure(typicalUse(lane, ({ serialFraction }) => serialFraction)), figures: true },
  { heading: 'waits', of: (lane) => whole(typicalUse(lane, (use) => use.voluntarySwitches)), figures: true },
  { heading: 'preempted', of: (lane) => whole(typicalUse(lane, (use) => use.involuntarySwitches)), figures: true },
  { heading: 'memory', of: (lane) => megabytes(typicalPeakBytes(lane)), figures: true },
];

/** What the headings of {@link useColumns} mean, in a line. */
export const useNotes =
  'cores used: CPU over wall time; efficiency: speed-up over the cores it could use; serial: Karp and Flatt’s fraction; waits, preempted: context switches; memory: peak of its processes';

function percentOf(lane: ReportLane, name: keyof Parts): number {
  const parts = typicalParts(lane);
  const all = wholeOf(lane);
  return parts === undefined || all === 0 || all === undefined ? 0 : (100 * parts[name]) / all;
}

function wholeOf(lane: ReportLane): number | undefined {
  const parts = typicalParts(lane);
  return parts && partNames.reduce((sum, name) => sum + parts[name], 0);
}

/** `<1` for what is there, but rounds to nothing; empty for what is not. */
function percent(value: number): string {
  if (value === 0) return '';
  return value < 0.5 ? '<1' : value.toFixed(0);
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? '' : `${(ms / 1_000).toFixed(2)} s`;
}

function figure(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(2);
}

function plain(value: number | undefined): string {
  return value === undefined ? '' : String(Number(value.toFixed(2)));
}

function whole(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(0);
}

function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? '' : `${(bytes / 1e6).toFixed(0)} MB`;
}
