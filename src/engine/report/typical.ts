import { median } from '../measure/statistics/summary.ts';
import { type Parts, partNames } from '../measure/time/breakdown.ts';
import type { Parallelism } from '../measure/time/parallelism.ts';
import type { ReportLane } from './report.ts';
import type { ReportRound } from './round.ts';

const times = ['wallMs', 'startUpMs', 'workMs', 'tearDownMs'] as const;

/** Times of a lane as one reads them in a table, in ms. */
export type TypicalTimes = Readonly<Record<(typeof times)[number], number>> & { readonly cpuMs?: number };

/** Medians over the rounds that count; of a lane without one its last run's. Undefined for a lane that never ran. */
export function typicalTimes(lane: ReportLane): TypicalTimes | undefined {
  const taken = typicalRounds(lane);
  if (taken.length === 0) return undefined;
  const medians = times.map((name) => [name, median(taken.map((round) => round[name]))]);
  const cpu = taken.flatMap(({ cpuMs }) => cpuMs ?? []);
  return { ...Object.fromEntries(medians), ...(cpu.length > 0 && { cpuMs: median(cpu) }) } as TypicalTimes;
}

/** Where the time of a lane's workers went, in ms a run: means over the same rounds, so that they add up to the whole. */
export function typicalParts(lane: ReportLane): Readonly<Record<keyof Parts, number>> | undefined {
  const taken = typicalRounds(lane);
  if (taken.length === 0) return undefined;
  const means = partNames.map((name) => [
    name,
    taken.reduce((sum, round) => sum + round.breakdownMs[name], 0) / taken.length,
  ]);
  return Object.fromEntries(means) as Readonly<Record<keyof Parts, number>>;
}

/** The time of a lane's workers in ms a run, all parts together; undefined for a lane that never ran. */
export function wholeOf(lane: ReportLane): number | undefined {
  const parts = typicalParts(lane);
  return parts && partNames.reduce((sum, name) => sum + parts[name], 0);
}

/** Median of one of the figures of how a lane used the cores, over the same rounds; undefined where none has it. */
export function typicalUse(lane: ReportLane, of: (use: Parallelism) => number | undefined): number | undefined {
  const values = typicalRounds(lane).flatMap(({ parallelism }) => (parallelism && of(parallelism)) ?? []);
  return values.length === 0 ? undefined : median(values);
}

/** Median of the peak memory, bytes, over the same rounds; undefined where no process told. */
export function typicalPeakBytes(lane: ReportLane): number | undefined {
  const values = typicalRounds(lane).flatMap(({ peakBytes }) => peakBytes ?? []);
  return values.length === 0 ? undefined : median(values);
}

function typicalRounds({ rounds }: ReportLane): readonly ReportRound[] {
  const counted = rounds.filter(({ counts }) => counts);
  return counted.length > 0 ? counted : rounds.slice(-1);
}

/** The run that stands for a lane: the last one that counts, or the last one. */
export function shownRound({ rounds }: ReportLane): ReportRound | undefined {
  return rounds.findLast(({ counts }) => counts) ?? rounds.at(-1);
}
