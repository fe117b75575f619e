import type { Column, Term, Wording } from './column.ts';
import type { ReportLane } from './report.ts';
import { typicalPeakBytes, typicalUse } from './typical.ts';

interface CoreColumn extends Readonly<Record<Wording, string>> {
  readonly meaning: string;
  readonly of: (lane: ReportLane) => string;
}

const columns: readonly CoreColumn[] = [
  {
    short: 'cores used',
    long: 'effective parallelism',
    meaning: 'CPU over wall time',
    of: (lane) => figure(typicalUse(lane, ({ effective }) => effective)),
  },
  {
    short: 'of',
    long: 'usable cores',
    meaning: 'cores or workers, whichever are fewer',
    of: (lane) => plain(typicalUse(lane, ({ usable }) => usable)),
  },
  {
    short: 'efficiency',
    long: 'efficiency',
    meaning: 'speed-up over the cores it could use',
    of: (lane) => figure(typicalUse(lane, ({ efficiency }) => efficiency)),
  },
  {
    short: 'serial',
    long: 'serial fraction',
    meaning: 'share that no other core could help with (Karp and Flatt)',
    of: (lane) => figure(slowedDown(lane) ? undefined : typicalUse(lane, ({ serialFraction }) => serialFraction)),
  },
  {
    short: 'waits',
    long: 'voluntary switches',
    meaning: 'times it gave up a core to wait',
    of: (lane) => whole(typicalUse(lane, ({ voluntarySwitches }) => voluntarySwitches)),
  },
  {
    short: 'preempted',
    long: 'involuntary switches',
    meaning: 'times a core was taken from it',
    of: (lane) => whole(typicalUse(lane, ({ involuntarySwitches }) => involuntarySwitches)),
  },
  {
    short: 'memory',
    long: 'peak memory',
    meaning: 'the most that all its processes had together',
    of: (lane) => megabytes(typicalPeakBytes(lane)),
  },
];

/** How well a lane used the cores, and what that took. */
export function coreColumns(wording: Wording): Column[] {
  return columns.map(({ of, ...column }) => ({ heading: column[wording], of, figures: true }));
}

/** What the headings of {@link coreColumns} mean. */
export function coreTerms(wording: Wording): Term[] {
  return columns.map(({ meaning, ...column }) => [column[wording], meaning]);
}

/** Some of its rounds may have been a little faster all the same, and have a fraction. */
function slowedDown({ speedUp = 1 }: ReportLane): boolean {
  return speedUp < 1;
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
