import { baselineFor, findModel, isSequential, partsOf } from '../catalog.ts';
import { defined } from '../defined.ts';
import { allowedCores, type Environment } from '../measure/environment.ts';
import { simplestOf } from '../measure/verdict/simplicity.ts';
import type { Report } from '../report/report.ts';
import { reportOf } from '../report/report-of.ts';
import { typicalParts, typicalTimes } from '../report/typical.ts';
import { type ReportComparison, type ReportVerdict, reportVerdicts } from '../report/verdict.ts';
import { comparedLanes, judgedRuns, medianWallMs } from '../session/counted.ts';
import { becauseOf, whyNone } from './because.ts';
import type { Outcome } from './deciding.ts';
import { type Decision, decisionSchema, type MeasuredWork, type Ranked, type SpeedUp, type Use } from './decision.ts';
import { predictionFrom } from './predict.ts';

/** From single runs only what is so many times as fast can be named: two runs of one lane can differ by this. */
const clearlyFaster = 1.25;

/** What came out so near to the fastest, and cannot be told from it, may be the one that is named, if it is simpler. */
const near = 1.05;

/** What an answer rests on, and the answer. */
export interface Answer {
  readonly decision: Decision;
  /** Of the session that it rests on. */
  readonly report: Report;
}

/** What an outcome carries. The same outcome gives the same answer. */
export function answerOf(outcome: Outcome, environment: Environment): Answer {
  const { plan, session, tasks } = outcome;
  const report = reportOf(plan, session, environment);
  const verdict = verdictOf(outcome, report, environment);
  const places = placesIn(outcome, report, verdict);
  const none = whyNone(outcome, report, verdict, places.chosen);
  const chosen = none === undefined ? places.chosen : undefined;
  const use = chosen === undefined ? null : recommended(chosen, places, plan.workers, tasks);
  // Without a recommendation those that would have carried it are in no other place.
  const open = use === null ? [places.chosen ?? [], places.alike, places.notTold].flat() : places.notTold;
  const notTold = [...new Set(open)];
  const work = workIn(outcome, report);
  const decision: Decision = {
    schema: decisionSchema,
    subject: plan.scenario.id,
    use,
    because: use === null ? (none ?? 'nothing was measured') : becauseOf(use, report, work, allowedCores(environment)),
    alike: use === null ? [] : places.alike.filter((lane) => lane !== chosen).map((lane) => places.ranked(lane)),
    slower: places.slower.map((lane) => places.ranked(lane)),
    notTold: notTold.map((lane) => places.ranked(lane)),
    work,
    crossovers: report.breakEven.map(({ lane, against, tasks: of, lengthMs, fromLengthMs, fromTasks }) => ({
      lane,
      against,
      tasks: of,
      taskMs: lengthMs,
      ...defined({ fromTaskMs: fromLengthMs, fromTasks }),
    })),
    advice: report.advice ?? [],
    warnings: report.warnings,
    isInterrupted: outcome.isInterrupted,
  };
  return { decision, report };
}

/** On the times of all tasks: where only some were run, each time is scaled by what the lane is predicted to take for all. */
function verdictOf({ plan, session, tasks, pilot }: Outcome, report: Report, environment: Environment): ReportVerdict {
  if (plan.parameters.tasks >= tasks || pilot === undefined) return report.verdict;
  const runs = judgedRuns(plan, session);
  const ground = {
    tasks: plan.parameters.tasks,
    cores: allowedCores(environment),
    workers: plan.workers,
    live: plan.live,
  };
  const predict = predictionFrom(report, ground, pilot);
  const [first] = comparedLanes(plan, runs);
  const series = first.series.map((one) => {
    const [measured, predicted] = [medianWallMs(runs.get(one.lane) ?? []), predict(one.lane, tasks)];
    if (measured === undefined || predicted === undefined) return one;
    return { ...one, times: one.times.map((ms) => (ms === undefined ? undefined : (ms * predicted) / measured)) };
  });
  const [verdict] = reportVerdicts([{ ...first, series }], plan.seed);
  return verdict;
}

/** Where each lane stands. */
interface Places {
  readonly chosen?: string;
  readonly alike: readonly string[];
  readonly slower: readonly string[];
  readonly notTold: readonly string[];
  readonly ranked: (lane: string) => Ranked;
}

function placesIn(outcome: Outcome, report: Report, verdict: ReportVerdict): Places {
  const { fastest } = verdict;
  const out = [...outcome.out.keys()];
  const lanes = report.lanes.map(({ lane }) => lane).filter((lane) => !out.includes(lane));
  const against = (lane: string) => verdict.behind.find((one) => one.lane === lane);
  const of = (is: (comparison: ReportComparison) => boolean) =>
    lanes.filter((lane) => {
      const comparison = against(lane);
      return comparison !== undefined && is(comparison);
    });
  const alike = of(({ outcome: is, negligible }) => is === 'equivalent' || (is === 'slower' && negligible === true));
  const slower = of(
    ({ outcome: is, negligible, ratio }) =>
      (is === 'slower' && negligible !== true) || (is === 'indicative' && ratio < 1 / clearlyFaster),
  );
  const placed = [...alike, ...slower, fastest];
  const nearly = of(({ outcome: is, ratio }) => (is === 'inconclusive' || is === 'indicative') && ratio > 1 / near);
  const chosen = fastest === undefined ? undefined : leastThatDoes([fastest, ...alike, ...nearly]);
  return {
    ...defined({ chosen }),
    alike: fastest === undefined ? [] : [fastest, ...alike],
    slower: [...slower, ...out].toSorted((a, b) => (speedOf(b) ?? 0) - (speedOf(a) ?? 0)),
    notTold: [...new Set([...lanes, ...outcome.failed.keys(), ...outcome.untried])].filter(
      (lane) => !placed.includes(lane) && lane !== chosen,
    ),
    ranked,
  };

  function ranked(lane: string): Ranked {
    return { lane, model: partsOf(lane).id, ...defined({ speedUp: speedUpOf(lane), reason: reasonOf(lane) }) };
  }

  function speedOf(lane: string): number | undefined {
    return speedUpOf(lane)?.ratio;
  }

  function speedUpOf(lane: string): SpeedUp | undefined {
    const told = verdict.speedUps.find((one) => one.lane === lane);
    if (told !== undefined) return { ratio: told.ratio, ...told.interval };
    if (isSequential(lane)) return verdict.speedUps.length > 0 ? { ratio: 1 } : undefined;
    const behind = outcome.out.get(lane);
    const best = fastest === undefined || fastest === lane ? undefined : speedUpOf(fastest);
    return behind === undefined || best === undefined ? undefined : { ratio: best.ratio / behind };
  }

  function reasonOf(lane: string): string | undefined {
    const failure = outcome.failed.get(lane);
    if (failure !== undefined) return failure;
    if (outcome.untried.includes(lane)) return 'no time was left to try it';
    const own = report.lanes.find((one) => one.lane === lane);
    if (own !== undefined && own.state !== 'finished' && own.reason !== undefined) return own.reason;
    if (out.includes(lane))
      return (outcome.out.get(lane) ?? 1) < 1.5
        ? 'no gain: it computes on one loop, so it was tried once'
        : 'so far behind that it was not measured to the end';
    const more = against(lane)?.moreRounds;
    return against(lane)?.outcome === 'inconclusive' && more !== undefined
      ? `about ${more} more rounds would tell`
      : undefined;
  }
}

/** The simplest, and of one model with several limits the lowest. */
function leastThatDoes(lanes: readonly string[]): string | undefined {
  const simplest = simplestOf(lanes);
  const same = lanes.filter((lane) => partsOf(lane).id === partsOf(simplest ?? '').id);
  return same.toSorted((a, b) => limitOf(a) - limitOf(b))[0] ?? simplest;
}

function limitOf(lane: string): number {
  return partsOf(lane).workers ?? Number.POSITIVE_INFINITY;
}

function recommended(lane: string, { ranked }: Places, workers: number, tasks: number): Use {
  const kind = findModel(lane)?.workers;
  const own = partsOf(lane).workers;
  const amount = kind === 'pool' ? { workers: Math.min(tasks, own ?? workers) } : {};
  const limit = own === undefined ? {} : kind === 'loop' ? { underWay: own } : { workers: own };
  return { ...ranked(lane), ...amount, ...limit };
}

function workIn({ plan, tasks, pilot, checkOffBy, lastedMs }: Outcome, { lanes }: Report): MeasuredWork {
  const measured = plan.parameters.tasks;
  const base = lanes.find(({ lane }) => baselineFor(lane) === lane);
  const workMs = base === undefined ? undefined : typicalTimes(base)?.workMs;
  const parts = base === undefined ? undefined : typicalParts(base);
  const taskMs = workMs === undefined ? pilot?.taskMs : workMs / measured;
  const whole = parts && parts.running + parts.native + parts.io + parts.sleep + parts.unattributed + parts.output;
  const computes = parts && whole ? (parts.running + parts.native) / whole : pilot?.busy;
  const rounds = Math.max(0, ...lanes.map((lane) => lane.rounds.filter(({ counts }) => counts).length));
  return {
    tasks,
    measured,
    rounds,
    lastedMs,
    ...defined({ taskMs, computes }),
    isPredicted: measured < tasks,
    ...defined({ checkOffBy: measured < tasks ? checkOffBy : undefined }),
  };
}
