import { median } from '../measure/statistics/summary.ts';
import type { ReportLane } from './report.ts';
import type { ReportRound } from './round.ts';

const times = ['wallMs', 'spawnMs', 'workMs', 'teardownMs', 'cpuMs'] as const;

/** Times of a lane as one reads them in a table, in ms. */
export type TypicalTimes = Readonly<Record<(typeof times)[number], number>>;

/** Medians over the rounds that count; of a lane without one its last run's. Undefined for a lane that never ran. */
export function typicalTimes({ rounds }: ReportLane): TypicalTimes | undefined {
  const counted = rounds.filter(({ counts }) => counts);
  const taken = counted.length > 0 ? counted : rounds.slice(-1);
  if (taken.length === 0) return undefined;
  const medians = times.map((name) => [name, median(taken.map((round) => round[name]))]);
  return Object.fromEntries(medians) as TypicalTimes;
}

/** The run that stands for a lane: the last one that counts, or the last one. */
export function shownRound({ rounds }: ReportLane): ReportRound | undefined {
  return rounds.findLast(({ counts }) => counts) ?? rounds.at(-1);
}
