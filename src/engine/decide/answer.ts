import { baselineFor, findModel, partsOf } from '../catalog.ts';
import { defined } from '../defined.ts';
import { allowedCores, type Environment } from '../measure/environment.ts';
import type { Report } from '../report/report.ts';
import { reportOf } from '../report/report-of.ts';
import { typicalTimes } from '../report/typical.ts';
import { type ReportVerdict, reportVerdicts } from '../report/verdict.ts';
import { comparedLanes, judgedRuns, medianWallMs } from '../session/counted.ts';
import { becauseOf, whyNone } from './because.ts';
import { computesIn } from './carried.ts';
import { type Decision, decisionSchema, type MeasuredWork, type Use } from './decision.ts';
import type { Outcome } from './outcome.ts';
import { type Places, placesIn } from './places.ts';
import { predictionFrom } from './predict.ts';

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
  const places = placesIn({ outcome, report, verdict });
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
    because:
      use === null
        ? (none ?? 'nothing was measured')
        : becauseOf(use, { report, verdict, work, cores: allowedCores(environment) }),
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

/**
 * On the times of all tasks: where only some were run, each time is scaled by what the lane is predicted
 * to take for all. Where there was no time for the one that does one task after the other, its time is
 * predicted from the pilot.
 */
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
  const names = series.map(({ lane }) => lane);
  const missing = new Set(names.flatMap((lane) => baselineFor(lane) ?? []).filter((lane) => !names.includes(lane)));
  const predicted = [...missing].map((lane) => ({ lane, times: [predict(lane, tasks)] }));
  const [verdict] = reportVerdicts([{ ...first, series: [...series, ...predicted] }], plan.seed);
  return verdict;
}

function recommended(lane: string, { ranked }: Places, workers: number, tasks: number): Use {
  const kind = findModel(lane)?.workers;
  const own = partsOf(lane).workers;
  const amount = kind === 'pool' ? { workers: Math.min(tasks, own ?? workers) } : {};
  const limit = own === undefined ? {} : kind === 'loop' ? { underWay: own } : { workers: own };
  return { ...ranked(lane), ...amount, ...limit };
}

function workIn({ plan, tasks, pilot, checkOffBy, lastedMs }: Outcome, report: Report): MeasuredWork {
  const { lanes } = report;
  const measured = plan.parameters.tasks;
  const base = lanes.find(({ lane }) => baselineFor(lane) === lane);
  const workMs = base === undefined ? undefined : typicalTimes(base)?.workMs;
  const taskMs = workMs === undefined ? pilot?.taskMs : workMs / measured;
  const computes = computesIn(report) ?? pilot?.busy;
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
