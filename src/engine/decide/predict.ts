import { baselineFor } from '../catalog.ts';
import {
  baseCostsOf,
  costsOf,
  type Ground,
  type LaneCosts,
  type MeasuredLane,
  predictedMs,
} from '../measure/scaling/break-even.ts';
import { partNames } from '../measure/time/breakdown.ts';
import type { Report, ReportLane } from '../report/report.ts';
import { typicalParts, typicalTimes } from '../report/typical.ts';
import type { Pilot } from './pilot.ts';

/** How long lanes take for other numbers of tasks than they were measured with, ms, by their names. */
export type Prediction = (lane: string, tasks: number) => number | undefined;

/**
 * What measured lanes are predicted to take, from their start-up, passing and run times. Where the
 * lane that does one task after the other was not among them, the pilot stands in for it.
 */
export function predictionFrom({ lanes }: Pick<Report, 'lanes'>, ground: Ground, pilot: Pilot): Prediction {
  const measured = new Map(lanes.flatMap((lane) => measuredLane(lane) ?? []).map((lane) => [lane.lane, lane]));
  return (name, tasks) => {
    const lane = measured.get(name);
    const baseline = baselineFor(name);
    if (baseline === undefined || (lane === undefined && name !== baseline)) return undefined;
    const base = measured.get(baseline) ?? baseFrom(pilot, baseline, ground.tasks);
    const costs: LaneCosts = lane === undefined || name === baseline ? baseCostsOf(base) : costsOf(lane, base, ground);
    return predictedMs(costs, tasks, base.workMs / ground.tasks);
  };
}

function measuredLane(lane: ReportLane): MeasuredLane | undefined {
  const times = typicalTimes(lane);
  const breakdownMs = typicalParts(lane);
  if (!lane.rounds.some(({ counts }) => counts) || times?.cpuMs === undefined || breakdownMs === undefined)
    return undefined;
  return times.workMs <= 0 ? undefined : { lane: lane.lane, ...times, cpuMs: times.cpuMs, breakdownMs };
}

function baseFrom({ taskMs, busy }: Pilot, lane: string, tasks: number): MeasuredLane {
  const workMs = tasks * taskMs;
  const none = Object.fromEntries(partNames.map((name) => [name, 0])) as MeasuredLane['breakdownMs'];
  const breakdownMs = { ...none, running: workMs * busy, io: workMs * (1 - busy) };
  return {
    lane,
    wallMs: workMs,
    startUpMs: 0,
    workMs,
    tearDownMs: 0,
    cpuMs: Math.max(0.001, workMs * busy),
    breakdownMs,
  };
}
