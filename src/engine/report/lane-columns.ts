import { type Column, timeCell } from './column.ts';
import { typicalTimes } from './typical.ts';

const times = {
  wall: 'wallMs',
  'start-up': 'startUpMs',
  work: 'workMs',
  'tear-down': 'tearDownMs',
  CPU: 'cpuMs',
} as const;

/** How a lane came out. */
export const stateColumn: Column = { heading: 'state', of: ({ state }) => state, figures: false };

/** How many of its rounds count. */
export const countedColumn: Column = {
  heading: 'rounds',
  of: ({ rounds }) => String(rounds.filter(({ counts }) => counts).length),
  figures: true,
};

/** Typical times of a lane, a column each. */
export function timeColumns(...headings: readonly (keyof typeof times)[]): Column[] {
  return headings.map((heading) => ({
    heading,
    of: (lane) => timeCell(typicalTimes(lane)?.[times[heading]]),
    figures: true,
  }));
}
