import { unsuccessfulText } from '../../lane/unsuccessful.ts';
import { partNames } from '../../measure/time/breakdown.ts';
import { type CsvValue, csvText } from '../../text/csv.ts';
import { plainText } from '../../text/plain.ts';
import type { Format } from '../format.ts';
import type { Report, ReportLane } from '../report.ts';
import type { ReportRound } from '../round.ts';

/** A run of a lane, or a lane that has none. */
interface Row {
  readonly scenario: string;
  readonly lane: ReportLane;
  readonly round?: ReportRound;
}

type Columns = Readonly<Record<string, (row: Row) => CsvValue>>;

/** The parts of the workers' time have columns `startUpMs` and `tearDownMs` already. */
const ofRound = {
  wallMs: 'wallMs',
  spawnMs: 'startUpMs',
  workMs: 'workMs',
  teardownMs: 'tearDownMs',
  cpuMs: 'cpuMs',
  bootMs: 'bootMs',
  exitMs: 'exitMs',
  bootCpuMs: 'bootCpuMs',
  peakBytes: 'peakBytes',
  lines: 'lines',
} as const;

const ofCoreUse = [
  'effective',
  'workers',
  'depth',
  'usable',
  'efficiency',
  'serialFraction',
  'voluntarySwitches',
  'involuntarySwitches',
] as const;

const columns: Columns = {
  scenario: ({ scenario }) => plainText(scenario),
  model: ({ lane }) => plainText(lane.lane),
  runtime: ({ lane }) => plainText(lane.runtime),
  state: ({ lane, round }) => round?.state ?? lane.state,
  round: ({ round }) => round?.round,
  kind: ({ round }) => round?.kind,
  counts: ({ round }) => round?.counts,
  referenceBeforeMs: ({ round }) => round?.reference?.beforeMs,
  referenceAfterMs: ({ round }) => round?.reference?.afterMs,
  ...columnsOf(
    Object.entries(ofRound),
    (name) =>
      ({ round }) =>
        round?.[name],
  ),
  ...columnsOf(
    ofCoreUse.map((name) => [name, name]),
    (name) =>
      ({ round }) =>
        round?.parallelism?.[name],
  ),
  ...columnsOf(
    partNames.map((name) => [`${name}Ms`, name]),
    (name) =>
      ({ round }) =>
        round?.breakdownMs[name],
  ),
  unsuccessfulTasks: ({ round }) => round && (round.unsuccessful?.tasks ?? 0),
  unsuccessfulReasons: ({ round }) =>
    plainText(round?.unsuccessful ? unsuccessfulText(round.unsuccessful).join('') : ''),
  reason: ({ lane }) => plainText(lane.reason ?? ''),
};

function columnsOf<Name>(
  named: readonly (readonly [heading: string, name: Name])[],
  of: (name: Name) => (row: Row) => CsvValue,
): Columns {
  return Object.fromEntries(named.map(([heading, name]) => [heading, of(name)]));
}

/** One record a round, one without figures for a lane that has none. */
export const csv: Format<Report> = ({ scenario: { id }, lanes }) =>
  csvText(
    columns,
    lanes.flatMap((lane): Row[] =>
      lane.rounds.length === 0 ? [{ scenario: id, lane }] : lane.rounds.map((round) => ({ scenario: id, lane, round })),
    ),
  );
