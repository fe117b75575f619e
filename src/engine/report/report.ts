import { lessonOf } from '../../tasks/workload.ts';
import { findModel } from '../catalog.ts';
import { defined } from '../defined.ts';
import type { LaneState } from '../lane/lane.ts';
import type { Environment } from '../measure/environment.ts';
import type { BreakEven } from '../measure/scaling/break-even.ts';
import type { Interval } from '../measure/statistics/bootstrap.ts';
import { geometricMean } from '../measure/statistics/summary.ts';
import type { Warning } from '../measure/warnings.ts';
import type { Plan } from '../plan.ts';
import type { RuntimeId } from '../runtimes/runtimes.ts';
import { type JudgedRun, judgedRuns, ratiosOf } from '../session/counted.ts';
import { type LaneRuns, outcomeOf, type SessionState } from '../session/session-state.ts';
import { breakEvensOf } from './break-even.ts';
import { sessionWarnings } from './circumstances.ts';
import { type ReportRound, reportRound } from './round.ts';
import { type ReportVerdict, reportVerdicts } from './verdict.ts';

/** What a session came to, ready for every format. Times in ms since a run's epoch, sizes in bytes. */
export interface Report {
  readonly schema: 'lanes/report@2';
  readonly environment: Environment;
  readonly scenario: ReportScenario;
  readonly lanes: readonly ReportLane[];
  readonly verdict: ReportVerdict;
  /** Those of the other runtimes, where a task is not the same work in one as in another; empty elsewhere. */
  readonly otherVerdicts: readonly ReportVerdict[];
  /** From when on a lane pays off, for each that can be told of. */
  readonly breakEven: readonly BreakEven[];
  readonly warnings: readonly Warning[];
}

interface ReportScenario {
  readonly id: string;
  readonly order: Plan['order'];
  readonly tasks: number;
  readonly size: number;
  readonly delayMs: number;
  readonly workers: number;
  readonly live: number;
  /** Of a GIL, CPython's or emulated. */
  readonly switchIntervalMs: number;
  /** Absent for libuv's own number. */
  readonly libuvThreads?: number;
  /** Those that the user gave; empty where the built-in server was asked. */
  readonly urls: readonly string[];
  readonly seed: number;
  /** Rounds that were asked for; an interrupted session has fewer. */
  readonly rounds: number;
  readonly warmUp: number;
}

export interface ReportLane {
  readonly lane: string;
  readonly runtime: string;
  /** How much work a task is; a runtime's tasks are all of one size. */
  readonly size: number;
  /** As its first failed run ended, or as its last one. */
  readonly state: LaneState;
  readonly reason?: string;
  /** Its runs, in the order in which they ran. */
  readonly rounds: readonly ReportRound[];
  /** Against the sequential lane of the same runtime: geometric mean over the rounds that count in both. */
  readonly speedUp?: number;
  /** 95 % interval of it; absent with fewer than 5 such rounds. */
  readonly speedUpInterval?: Interval;
  /** The same in the working time alone. */
  readonly workSpeedUp?: number;
}

/** Makes the report of a session as it stands. */
export function reportOf(plan: Plan, session: SessionState, environment: Environment): Report {
  const { scenario, order, parameters, workers, live, switchIntervalMs, libuvThreads, seed, rounds, warmUp } = plan;
  const { tasks, size, delayMs, urls } = parameters;
  const runs = judgedRuns(plan, session);
  const [verdict, ...otherVerdicts] = reportVerdicts(plan, runs);
  const speedUps = [verdict, ...otherVerdicts].flatMap((each) => each.speedUps);
  const lanes = [...session.lanes].map(([lane, own]) => reportLane(lane, own, runs, speedUps, plan));
  const told: ReportScenario = {
    id: scenario.id,
    order,
    tasks,
    size,
    delayMs,
    workers,
    live,
    switchIntervalMs,
    ...defined({ libuvThreads }),
    urls,
    seed,
    rounds,
    warmUp,
  };
  return {
    schema: 'lanes/report@2',
    environment,
    scenario: told,
    lanes,
    verdict,
    otherVerdicts,
    breakEven: breakEvensOf(lanes, told, environment, speedUps),
    warnings: sessionWarnings(plan, runs, environment),
  };
}

function reportLane(
  lane: string,
  laneRuns: LaneRuns,
  all: ReadonlyMap<string, readonly JudgedRun[]>,
  speedUps: ReportVerdict['speedUps'],
  { scenario, sizes }: Plan,
): ReportLane {
  const { state, reason } = outcomeOf(laneRuns);
  const runtime: RuntimeId | undefined = findModel(lane)?.runtime;
  const runs = all.get(lane) ?? [];
  const ratios = ratiosOf(lane, all);
  const speedUp = speedUps.find((comparison) => comparison.lane === lane);
  const work = [...ratios.values()].flatMap((ratio) => (ratio.work > 0 ? ratio.work : []));
  return {
    lane,
    runtime: laneRuns.lane.runtime ?? runtime ?? 'unknown',
    size: sizes[runtime ?? 'node'],
    state,
    ...defined({ reason }),
    rounds: runs.map((run, index) => {
      const isLast = index === runs.length - 1 && laneRuns.lane.epoch !== undefined;
      const ratio = run.counts ? ratios.get(run.round) : undefined;
      return reportRound(run, isLast ? laneRuns.lane : undefined, lessonOf(scenario).closing, ratio?.wall);
    }),
    ...defined({
      speedUp: speedUp?.ratio,
      speedUpInterval: speedUp?.interval,
      workSpeedUp: work.length === 0 ? undefined : geometricMean(work),
    }),
  };
}
