import { baselineFor, findModel, isSequential } from '../catalog.ts';
import type { Report } from '../report/report.ts';
import { typicalTimes, typicalUse } from '../report/typical.ts';
import type { ReportVerdict } from '../report/verdict.ts';
import { counted, inDecimals, intervalText, timesText, wholePercent, wordedMs } from '../text/numbers.ts';
import { unexplainedGain } from './carried.ts';
import type { MeasuredWork, Use } from './decision.ts';
import type { Outcome } from './outcome.ts';

/** From this share of its time on a core, work is said to compute; below the rest of it, to wait. */
const mostly = 0.5;
/** More cores' worth of CPU time than this is more than one core. */
const moreThanOne = 1.15;
/** In single runs what is named has to be so many times as fast as one task after the other. */
const clearly = 1.25;
const fewestTelling = 5;
/** Work of fewer ms, one task after the other, is not said to compute or to wait. */
const shortestToldMs = 50;

/** Why there is no recommendation, in a sentence; undefined where there is one. */
export function whyNone(
  outcome: Outcome,
  report: Report,
  verdict: ReportVerdict,
  chosen: string | undefined,
): string | undefined {
  const { pilot, plan, isInterrupted, session } = outcome;
  const [first] = session.lanes.values();
  if (pilot === undefined) return withoutPilot(outcome, first?.lane);
  const differ = report.warnings.find(({ id }) => id === 'results-differ' || id === 'failures-differ');
  if (differ !== undefined) return `${differ.message}`;
  const base = report.lanes.find(({ lane }) => baselineFor(lane) === lane);
  if (base !== undefined && base.state === 'failed') return `the task fails: ${base.reason ?? 'for no known reason'}`;
  const measured = report.lanes.filter(({ rounds }) => rounds.some(({ counts }) => counts));
  if (chosen === undefined || measured.length < 2) {
    if (isInterrupted) return 'it was ended before any two models were measured';
    return `a task takes ${wordedMs(pilot.taskMs)}, and the time was too short to try a second model; give it more time`;
  }
  return indicativeOnly(report, verdict, chosen, plan.parameters.tasks) ?? withoutGain(verdict, chosen);
}

function withoutPilot(
  { lastedMs, isInterrupted }: Outcome,
  lane: { state: string; reason?: string } | undefined,
): string {
  if (isInterrupted) return 'it was ended before a first task came to its end';
  if (lane?.state === 'failed' || lane?.state === 'unavailable' || lane?.state === 'timed-out')
    return `not even one task after the other can be run: ${lane.reason ?? lane.state}`;
  return `not one task came to its end within ${wordedMs(lastedMs)}; give it more time`;
}

/** From fewer rounds than a verdict needs only what stands far apart can be named. */
function indicativeOnly(
  { scenario: { rounds } }: Report,
  verdict: ReportVerdict,
  chosen: string,
  tasks: number,
): string | undefined {
  if (verdict.best.length > 0) return undefined;
  const gain = verdict.speedUps.find(({ lane }) => lane === chosen)?.ratio;
  const others = verdict.speedUps.filter(({ lane }) => lane !== chosen).map(({ ratio }) => ratio);
  const farBehind = verdict.behind.every(({ ratio }) => ratio < 1 / clearly);
  const isClear = isSequential(chosen)
    ? Math.max(0, ...others) < 1 / clearly
    : gain === undefined
      ? farBehind
      : gain > clearly;
  if (isClear || rounds >= fewestTelling) return undefined;
  return `${counted(rounds, 'round')} of ${counted(tasks, 'task')} cannot tell ${chosen} from the others; give it more time`;
}

/** What came out first, but is not told from one task after the other, is no recommendation. */
function withoutGain({ speedUps }: ReportVerdict, chosen: string): string | undefined {
  const gain = speedUps.find(({ lane }) => lane === chosen);
  if (gain?.interval === undefined || gain.outcome !== 'inconclusive') return undefined;
  const times = `${timesText(gain.ratio, 'x')} as fast ${intervalText(gain.interval)}`;
  return `${chosen} came out first, ${times}, which the rounds cannot tell from ${gain.against}`;
}

/** What a recommendation rests on. */
interface Reasons {
  readonly report: Report;
  readonly verdict: ReportVerdict;
  readonly work: MeasuredWork;
  readonly cores: number;
}

/** Why the model is the one, in a sentence with its figures. */
export function becauseOf(use: Use, reasons: Reasons): string {
  const { report, work } = reasons;
  const { computes = 1, tasks, taskMs = 0 } = work;
  const own = report.lanes.find(({ lane }) => lane === use.lane);
  const startUpMs = own === undefined ? undefined : typicalTimes(own)?.startUpMs;
  // What so short a run does cannot be told: the kernel accounts a thread's time in steps.
  const isTold = tasks * taskMs >= shortestToldMs;
  const words =
    computes >= mostly
      ? `it computes ${wholePercent(computes, 1)} % of the time`
      : `it waits ${wholePercent(1 - computes, 1)} % of the time`;
  const doing = isTold ? [words] : [];
  const how = mechanism(use, reasons, computes);
  const from = report.breakEven.find(({ lane }) => lane === use.lane)?.fromTasks;
  const paid =
    startUpMs === undefined || isSequential(use.lane) || findModel(use.lane)?.workers === 'loop'
      ? []
      : from === undefined || from > tasks
        ? [`start-up took ${wordedMs(startUpMs)}`]
        : [`start-up of ${wordedMs(startUpMs)} is paid back from ${counted(from, 'task')} on`];
  const length = isSequential(use.lane) ? [`all of it takes ${wordedMs(tasks * taskMs)}`] : [];
  return [...doing, ...how, ...paid, ...length].join('; ');
}

/** Why one task after the other is enough, as far as the figures carry that. */
function whyAlone({ report, verdict }: Reasons): string[] {
  const { fastest = '' } = verdict;
  const noise = unexplainedGain(report, verdict, fastest);
  if (noise === undefined) return ['no other model gained more than it cost'];
  const used = `with ${inDecimals(noise.coresUsed, 2)} cores used`;
  return [`that ${noise.lane} came out ${timesText(noise.ratio, 'x')} as fast ${used} is noise`];
}

/** What the model does for it, as far as the figures carry that. */
function mechanism({ lane }: Use, reasons: Reasons, computes: number): string[] {
  const { report, cores } = reasons;
  const model = findModel(lane);
  const own = report.lanes.find((one) => one.lane === lane);
  const effective = own && typicalUse(own, (use) => use.effective);
  const used = effective === undefined ? [] : [`${inDecimals(effective, 2)} of ${counted(cores, 'core')} used`];
  const isParallel = (effective ?? 0) > moreThanOne;
  if (isSequential(lane)) return whyAlone(reasons);
  if (computes < mostly)
    return model?.workers === 'loop'
      ? ['waiting takes no core: one event loop waits for many tasks at once']
      : ['its workers wait side by side'];
  if (!isParallel) return used;
  if (model?.workers === 'loop') return ['native code on threads of its own does it', ...used];
  const letsGo =
    model?.runtime === 'python' && model.shared === 'process' && own?.runtime.includes('GIL off') === false;
  return letsGo
    ? ['its native code lets go of the GIL, so that threads get on side by side', ...used]
    : [`${counted(cores, 'core')} take as many tasks at once`, ...used];
}
