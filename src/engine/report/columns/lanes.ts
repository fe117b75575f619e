import { rangeText, ratioText, timesText, wordedMs } from '../../text/numbers.ts';
import type { Column, Term } from '../blocks.ts';
import type { Report, ReportLane } from '../report.ts';
import type { ReportRound } from '../round.ts';
import { typicalTimes } from '../typical.ts';

/** A column of a table with a row a lane. */
export type LaneColumn = Column<ReportLane>;

const times = {
  wall: 'wallMs',
  'start-up': 'startUpMs',
  work: 'workMs',
  'tear-down': 'tearDownMs',
  CPU: 'cpuMs',
} as const;

/** The name of a lane, which stands first in each of its rows. */
export const nameColumn: LaneColumn = { heading: 'model', align: 'left', of: ({ lane }) => lane };

const state: LaneColumn = { heading: 'state', align: 'left', of: (lane) => lane.state };

const counted: LaneColumn = {
  heading: 'rounds',
  unit: 'that count',
  align: 'right',
  of: ({ rounds }) => String(rounds.filter(({ counts }) => counts).length),
};

const lines: LaneColumn = {
  heading: 'lines',
  align: 'right',
  of: ({ rounds }) => String(rounds.at(-1)?.lines ?? ''),
};

const speedUp: LaneColumn = {
  heading: 'speed-up',
  unit: 'times as fast',
  align: 'right',
  of: (lane) => (lane.speedUp === undefined ? '' : timesText(lane.speedUp)),
};

const speedUpAndRange: LaneColumn = {
  heading: 'speed-up',
  align: 'right',
  of: (lane) => ratioText(lane.speedUp, lane.speedUpInterval),
};

const range: LaneColumn = {
  heading: '95 %',
  unit: 'from-to',
  align: 'right',
  of: ({ speedUpInterval }) => (speedUpInterval === undefined ? '' : rangeText(speedUpInterval)),
};

/** Which columns tell a lane's times, in each medium. */
export const timesIn = {
  terminal: ({ scenario }: Report): LaneColumn[] => {
    const common = [nameColumn, state, ...timeColumns('wall', 'start-up', 'work', 'CPU')];
    return scenario.rounds === 1
      ? [...common, speedUp, lines]
      : [...common, { ...speedUpAndRange, heading: 'speed-up, 95 %', align: 'left' }];
  },
  markdown: (): LaneColumn[] => [
    nameColumn,
    state,
    counted,
    ...timeColumns('wall', 'start-up', 'work', 'CPU'),
    speedUpAndRange,
  ],
  page: ({ lanes }: Report): LaneColumn[] => [
    nameColumn,
    state,
    speedUp,
    ...(lanes.some(({ speedUpInterval }) => speedUpInterval !== undefined) ? [range] : []),
    ...timeColumns('wall', 'start-up', 'work', 'tear-down', 'CPU'),
    counted,
  ],
} as const;

/** What their headings mean. */
export const timeTerms: readonly Term[] = [
  ['speed-up', 'against the sequential lane of the same runtime, wall by wall'],
  ['wall', 'from when the runner is ready to the end of the run'],
  ['start-up', 'the part of it before the first task began'],
  ['work', 'from the begin of the first task to the end of the last'],
  ['tear-down', 'from the end of the last task to the end of the run'],
  ['CPU', 'time on a core, of all processes and threads together'],
];

/** Typical times of a lane, a column each. */
function timeColumns(...headings: readonly (keyof typeof times)[]): LaneColumn[] {
  return headings.map((heading) => ({
    heading,
    align: 'right',
    of: (lane) => timeCell(typicalTimes(lane)?.[times[heading]]),
  }));
}

/** A run of a lane. */
interface LaneRound {
  readonly lane: string;
  readonly round: ReportRound;
}

/** What is told of each run. */
export const roundColumns: readonly Column<LaneRound>[] = [
  { heading: 'model', align: 'left', of: ({ lane }) => lane },
  { heading: 'kind', align: 'left', of: ({ round: { kind } }) => kind },
  { heading: 'state', align: 'left', of: ({ round }) => round.state },
  { heading: 'round', unit: 'no.', align: 'right', of: ({ round: { round } }) => String(round) },
  { heading: 'wall', align: 'right', of: ({ round: { wallMs } }) => timeCell(wallMs) },
  { heading: 'work', align: 'right', of: ({ round: { workMs } }) => timeCell(workMs) },
  { heading: 'CPU', align: 'right', of: ({ round: { cpuMs } }) => timeCell(cpuMs) },
  { heading: 'reference before', align: 'right', of: ({ round: { reference } }) => timeCell(reference?.beforeMs) },
  { heading: 'and after', align: 'right', of: ({ round: { reference } }) => timeCell(reference?.afterMs) },
];

/** A time in a cell, which stays empty where the time is not known. */
export function timeCell(ms: number | undefined): string {
  return ms === undefined ? '' : wordedMs(ms);
}
