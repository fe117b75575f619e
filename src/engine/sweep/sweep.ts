import { laneName, partsOf } from '../catalog.ts';
import { defined } from '../defined.ts';
import type { LaneState } from '../lane/lane.ts';
import { allowedCores, type Environment } from '../measure/environment.ts';
import type { Interval } from '../measure/statistics/bootstrap.ts';
import type { RoundTimes } from '../measure/statistics/comparison.ts';
import { median } from '../measure/statistics/summary.ts';
import { type Decision, decide } from '../measure/verdict/decision.ts';
import type { Warning } from '../measure/warnings.ts';
import type { Report, ReportLane } from '../report/report.ts';
import { lossText } from '../report/words/runs.ts';
import { bestOf, type SweepBest, workersOf } from './best.ts';
import { type Fits, fitsOf } from './fits.ts';
import { unitOf } from './unit.ts';

/** A session that ran models with different numbers of workers, as curves. Times in ms. */
export interface Sweep {
  readonly schema: 'lanes/sweep@1';
  readonly environment: Environment;
  readonly scenario: Report['scenario'];
  /** The sequential lanes, to which the curves are compared. */
  readonly baselines: readonly SweepLane[];
  readonly models: readonly SweepModel[];
  readonly warnings: readonly Warning[];
}

/** How one model did with different numbers of workers. */
export interface SweepModel extends Fits {
  readonly model: string;
  /** By number of workers, the lowest first. */
  readonly points: readonly SweepPoint[];
  /** The number of workers with which it is best; absent where nothing counts. */
  readonly best?: SweepBest;
  /** Whether its tasks keep a core busy for more than half of their time. */
  readonly computes: boolean;
}

/** A lane of a sweep. */
export interface SweepLane {
  /** The lane's name. */
  readonly lane: string;
  readonly state: LaneState;
  /** Why it did not finish. */
  readonly reason?: string;
  /** How many of its tasks came to nothing and why, where the reason does not say it. */
  readonly unsuccessful?: string;
  /** How many of its rounds count. */
  readonly rounds: number;
  /** Median of those. */
  readonly wallMs?: number;
}

/** A model with one number of workers. */
export interface SweepPoint extends SweepLane {
  readonly workers: number;
  /** Over one worker of the same model: geometric mean of the ratios of the rounds. */
  readonly speedUp?: number;
  /** 95 % interval of it; absent with fewer than 5 rounds. */
  readonly interval?: Interval;
  /** The ratio of each round. */
  readonly points: readonly number[];
  /** Places in `points` of the outliers. None is left out. */
  readonly outliers: readonly number[];
  /** Over the sequential lane of its runtime. */
  readonly overBaseline?: number;
  readonly overBaselineInterval?: Interval;
}

/** Reads a report whose lanes have numbers of workers of their own as curves. The same report gives the same curves. */
export function sweepOf(report: Report): Sweep {
  const { environment, scenario, lanes, warnings } = report;
  const swept = Map.groupBy(
    lanes.filter(({ lane }) => partsOf(lane).workers !== undefined),
    ({ lane }) => curveOf(lane),
  );
  return {
    schema: 'lanes/sweep@1',
    environment,
    scenario,
    baselines: lanes.filter(({ lane }) => partsOf(lane).workers === undefined).map(measuredOf),
    models: [...swept].map(([model, own]) => sweepModel(model, own, report)),
    warnings,
  };
}

function sweepModel(model: string, lanes: readonly ReportLane[], report: Report): SweepModel {
  const { scenario, environment } = report;
  const sorted = lanes.toSorted((a, b) => workersOf(a.lane) - workersOf(b.lane));
  const baseline = sorted.find(({ lane }) => workersOf(lane) === 1)?.lane;
  const decision = decide(
    sorted.map((one) => ({ lane: one.lane, times: timesOf(one), ...defined({ baseline }) })),
    scenario.seed,
  );
  const points = sorted.map((lane) => pointOf(lane, decision));
  const computes = isComputing(sorted);
  const unit = unitOf(model);
  return {
    model,
    points,
    ...fitsOf(points, computes && unit.haveCores ? allowedCores(environment) : undefined, unit),
    ...defined({ best: bestOf(decision, report) }),
    computes,
  };
}

/** A lane over the one with one worker, as it was decided; that one is as fast as itself. */
function pointOf(lane: ReportLane, { speedUps }: Decision): SweepPoint {
  const measured = measuredOf(lane);
  const workers = workersOf(lane.lane);
  const itself = workers === 1 ? Array.from({ length: measured.rounds }, () => 1) : [];
  const comparison = speedUps.find((one) => one.lane === lane.lane)?.comparison;
  const { points, outliers } = comparison ?? { points: itself, outliers: [] };
  return {
    workers,
    ...measured,
    ...(points.length > 0 && defined({ speedUp: comparison?.ratio ?? 1, interval: comparison?.inference?.interval })),
    points,
    outliers,
    ...defined({ overBaseline: lane.speedUp, overBaselineInterval: lane.speedUpInterval }),
  };
}

function measuredOf(lane: ReportLane): SweepLane {
  const times = timesOf(lane).flatMap((ms) => ms ?? []);
  const wall = times.length === 0 ? {} : { wallMs: median(times) };
  const { state, reason } = lane;
  const [unsuccessful] = lossText(lane);
  return { lane: lane.lane, state, ...defined({ reason, unsuccessful }), rounds: times.length, ...wall };
}

/**
 * With one worker, where it takes turns with nobody, a task shows best what it is; more workers wait
 * for cores. The start of a worker computes whatever its task does, so it is left out.
 */
function isComputing(lanes: readonly ReportLane[]): boolean {
  const [round] = lanes.flatMap((lane) => lane.rounds.find(({ counts }) => counts) ?? []);
  if (round?.cpuMs === undefined) return false;
  const { startUp, tearDown, runQueue } = round.breakdownMs;
  return round.cpuMs - startUp - tearDown > (round.workMs - startUp - runQueue) / 2;
}

/** Wall times by round; undefined where none counts. */
function timesOf({ rounds }: ReportLane): RoundTimes {
  const counted = new Map(
    rounds.filter(({ counts, wallMs }) => counts && wallMs > 0).map((one) => [one.round, one.wallMs]),
  );
  const last = [...counted.keys()].reduce((most, round) => Math.max(most, round), 0);
  return Array.from({ length: last }, (_, index) => counted.get(index + 1));
}

/** What a lane is called but for its number of workers. */
function curveOf(model: string): string {
  const { workers: _, ...parts } = partsOf(model);
  return laneName(parts);
}
