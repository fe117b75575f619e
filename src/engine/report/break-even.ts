import { baselineFor } from '../catalog.ts';
import { defined } from '../defined.ts';
import { allowedCores, type Environment } from '../measure/environment.ts';
import {
  type BreakEven,
  baseCostsOf,
  breakEvenLength,
  breakEvenTasks,
  costsOf,
  type Ground,
  type MeasuredLane,
  slotsOf,
} from '../measure/scaling/break-even.ts';
import { equivalenceFactor } from '../measure/statistics/comparison.ts';
import { median } from '../measure/statistics/summary.ts';
import { partNames } from '../measure/time/breakdown.ts';
import { isTooShort } from '../measure/warnings.ts';
import type { Report, ReportLane } from './report.ts';
import { typicalTimes } from './typical.ts';
import type { ReportComparison } from './verdict.ts';

/** What a worker's start may be of a task, for tasks to tell how they get on beside each other. */
const mostStartUp = 0.25;

/**
 * From when on each lane pays off against the sequential one of its runtime, from medians over the
 * rounds that count. Only where the verdict tells it faster; that it never does, only where the verdict
 * tells it slower or equivalent: never from fewer rounds than a verdict needs. Only of lanes that
 * finished, and of none that ran together: there the start-up of one is slowed down by the others'.
 * Nor where the sequential lane worked for too short a time to tell how long a task takes, nor where
 * tasks were so short beside a worker's start that they never got on beside each other.
 */
export function breakEvensOf(
  lanes: readonly ReportLane[],
  scenario: Report['scenario'],
  environment: Environment,
  speedUps: readonly ReportComparison[],
): BreakEven[] {
  if (scenario.order === 'together') return [];
  const { tasks, workers, live } = scenario;
  const ground: Ground = { tasks, workers, live, cores: allowedCores(environment) };
  const measured = new Map(lanes.flatMap((lane) => measuredLane(lane) ?? []).map((lane) => [lane.lane, lane]));
  return [...measured.values()].flatMap((lane) => {
    const base = measured.get(baselineFor(lane.lane) ?? '');
    const comparison = speedUps.find((one) => one.lane === lane.lane);
    if (base === undefined || base === lane || comparison === undefined) return [];
    if (isTooShort(base.workMs, base.startUpMs + base.tearDownMs)) return [];
    return toldOf(comparison, lane, base, ground);
  });
}

function toldOf(
  { outcome, points }: ReportComparison,
  lane: MeasuredLane,
  base: MeasuredLane,
  ground: Ground,
): BreakEven[] {
  const breakEven = breakEvenOf(lane, base, ground, points.length);
  if (outcome === 'faster') return paysOff(breakEven) && isSeen(lane, base, ground) ? [breakEven] : [];
  if (outcome !== 'slower' && outcome !== 'equivalent') return [];
  return isWithoutGain(breakEven, lane, base, ground) ? [withoutGain(breakEven)] : [];
}

function breakEvenOf(lane: MeasuredLane, base: MeasuredLane, ground: Ground, rounds: number): BreakEven {
  const { tasks } = ground;
  const lengthMs = base.workMs / tasks;
  const [costs, baseCosts] = [costsOf(lane, base, ground), baseCostsOf(base)];
  return {
    lane: lane.lane,
    against: base.lane,
    tasks,
    rounds,
    lengthMs,
    ...defined({
      fromLengthMs: breakEvenLength(costs, baseCosts, tasks),
      fromTasks: breakEvenTasks(costs, baseCosts, lengthMs),
    }),
  };
}

/** Tasks were faster beside each other, or had the time to be. */
function isSeen(lane: MeasuredLane, base: MeasuredLane, ground: Ground): boolean {
  return isLong(lane, base, ground) || base.workMs >= equivalenceFactor * lane.workMs;
}

function isLong(lane: MeasuredLane, base: MeasuredLane, ground: Ground): boolean {
  const workers = Math.min(ground.tasks, slotsOf(lane.lane, ground));
  return lane.breakdownMs.startUp / workers <= (mostStartUp * base.workMs) / ground.tasks;
}

/** Tasks of the measured length are long enough. */
function paysOff({ lengthMs, fromLengthMs }: BreakEven): boolean {
  return fromLengthMs !== undefined && lengthMs >= fromLengthMs;
}

/** No length of a task is enough; or the measured one should be and was not, though starts did not stand in its way. */
function isWithoutGain(breakEven: BreakEven, lane: MeasuredLane, base: MeasuredLane, ground: Ground): boolean {
  if (breakEven.fromLengthMs === undefined) return isSeen(lane, base, ground);
  return paysOff(breakEven) && isLong(lane, base, ground);
}

function withoutGain({ fromLengthMs: _, fromTasks: __, ...breakEven }: BreakEven): BreakEven {
  return breakEven;
}

/** The typical figures of a lane that finished; undefined where none of its rounds counts, or its CPU time is not known. */
export function measuredLane(lane: ReportLane): MeasuredLane | undefined {
  const counted = lane.rounds.filter(({ counts }) => counts);
  const times = typicalTimes(lane);
  if (lane.state !== 'finished' || counted.length === 0 || times === undefined || times.workMs <= 0) return undefined;
  const { cpuMs } = times;
  if (cpuMs === undefined) return undefined;
  const parts = partNames.map((name) => [name, median(counted.map(({ breakdownMs }) => breakdownMs[name]))]);
  const breakdownMs = Object.fromEntries(parts) as MeasuredLane['breakdownMs'];
  return { lane: lane.lane, ...times, cpuMs, breakdownMs };
}
