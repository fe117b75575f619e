import { inDecimals, megabytes } from '../../text/numbers.ts';
import type { Term } from '../blocks.ts';
import type { ReportLane } from '../report.ts';
import { typicalPeakBytes, typicalUse } from '../typical.ts';
import type { LaneColumn } from './lanes.ts';
import type { Wording } from './parts.ts';

interface CoreColumn extends Readonly<Record<Wording, string>> {
  readonly meaning: string;
  readonly of: (lane: ReportLane) => string;
}

const columns: readonly CoreColumn[] = [
  {
    short: 'cores used',
    long: 'effective parallelism',
    meaning: 'CPU over wall time',
    of: (lane) =>
      cell(
        hundredths,
        typicalUse(lane, ({ effective }) => effective),
      ),
  },
  {
    short: 'of',
    long: 'usable cores',
    meaning: 'cores or workers, whichever are fewer',
    of: (lane) =>
      cell(
        cores,
        typicalUse(lane, ({ usable }) => usable),
      ),
  },
  {
    short: 'efficiency',
    long: 'efficiency',
    meaning: 'speed-up over the cores it could use, of work that computes',
    of: (lane) =>
      cell(
        hundredths,
        typicalUse(lane, ({ efficiency }) => efficiency),
      ),
  },
  {
    short: 'serial',
    long: 'serial fraction',
    meaning: 'share that no other core could help with (Karp and Flatt)',
    of: (lane) =>
      cell(hundredths, slowedDown(lane) ? undefined : typicalUse(lane, ({ serialFraction }) => serialFraction)),
  },
  {
    short: 'waits',
    long: 'voluntary switches',
    meaning: 'times it gave up a core to wait',
    of: (lane) =>
      cell(
        whole,
        typicalUse(lane, ({ voluntarySwitches }) => voluntarySwitches),
      ),
  },
  {
    short: 'preempted',
    long: 'involuntary switches',
    meaning: 'times a core was taken from it',
    of: (lane) =>
      cell(
        whole,
        typicalUse(lane, ({ involuntarySwitches }) => involuntarySwitches),
      ),
  },
  {
    short: 'memory',
    long: 'peak memory',
    meaning: 'the most that all its processes had together',
    of: (lane) => cell(megabytes, typicalPeakBytes(lane)),
  },
];

/** How well a lane used the cores, and what that took. */
export function coreColumns(wording: Wording): LaneColumn[] {
  return columns.map(({ of, ...column }) => ({ heading: column[wording], align: 'right', of }));
}

/** What the headings of {@link coreColumns} mean. */
export function coreTerms(wording: Wording): Term[] {
  return columns.map(({ meaning, ...column }) => [column[wording], meaning]);
}

/** Some of its rounds may have been a little faster all the same, and have a fraction. */
function slowedDown({ speedUp = 1 }: ReportLane): boolean {
  return speedUp < 1;
}

/** Empty for what is not known. */
function cell(worded: (value: number) => string, value: number | undefined): string {
  return value === undefined ? '' : worded(value);
}

function hundredths(value: number): string {
  return value.toFixed(2);
}

function cores(value: number): string {
  return inDecimals(value, 2);
}

function whole(value: number): string {
  return value.toFixed(0);
}
