import { baselineFor, findModel, isSequential, partsOf } from '../catalog.ts';
import { defined } from '../defined.ts';
import { simplestOf } from '../measure/verdict/simplicity.ts';
import type { Report } from '../report/report.ts';
import type { ReportComparison, ReportVerdict } from '../report/verdict.ts';
import { counted } from '../text/numbers.ts';
import { isOutWithoutGain } from './candidates.ts';
import { unexplainedGain } from './carried.ts';
import type { Ranked, SpeedUp } from './decision.ts';
import type { Outcome } from './outcome.ts';

/** From single runs only what is so many times as fast can be named: two runs of one lane can differ by this. */
const clearlyFaster = 1.25;
/** What came out so near to the fastest, and cannot be told from it, may be the one that is named, if it is simpler. */
const near = 1.05;
/** One task after the other costs nothing to have: what is not told from it has to come out a tenth faster. */
const nearSequential = 1.1;

/** Where each lane stands. */
export interface Places {
  readonly chosen?: string;
  readonly alike: readonly string[];
  readonly slower: readonly string[];
  readonly notTold: readonly string[];
  readonly ranked: (lane: string) => Ranked;
}

/** What the lanes are placed by. */
interface Grounds {
  readonly outcome: Outcome;
  readonly report: Report;
  readonly verdict: ReportVerdict;
}

/** The places of all lanes that were tried, or meant to be. */
export function placesIn(grounds: Grounds): Places {
  const { outcome, report, verdict } = grounds;
  const { fastest } = verdict;
  const out = [...outcome.out.keys()];
  const lanes = report.lanes.map(({ lane }) => lane).filter((lane) => !out.includes(lane));
  const of = (is: (comparison: ReportComparison) => boolean) =>
    lanes.filter((lane) => {
      const comparison = againstFastest(lane, grounds);
      return comparison !== undefined && is(comparison);
    });
  const alike = of(({ outcome: is, negligible }) => is === 'equivalent' || (is === 'slower' && negligible === true));
  const slower = of(
    ({ outcome: is, negligible, ratio }) =>
      (is === 'slower' && negligible !== true) || (is === 'indicative' && ratio < 1 / clearlyFaster),
  );
  const placed = [...alike, ...slower, fastest];
  const nearly = of(
    ({ outcome: is, ratio, lane }) =>
      (is === 'inconclusive' || is === 'indicative') && ratio > 1 / (isSequential(lane) ? nearSequential : near),
  );
  const chosen =
    fastest === undefined ? undefined : leastThatDoes([fastest, ...alike, ...nearly, ...unlessExplained(grounds)]);
  const speedOf = (lane: string) => speedUpOf(lane, grounds)?.ratio ?? 0;
  return {
    ...defined({ chosen }),
    alike: fastest === undefined ? [] : [fastest, ...alike],
    slower: [...slower, ...out].toSorted((a, b) => speedOf(b) - speedOf(a)),
    notTold: [...new Set([...lanes, ...outcome.failed.keys(), ...outcome.untried])].filter(
      (lane) => !placed.includes(lane) && lane !== chosen,
    ),
    ranked: (lane) => ({
      lane,
      model: partsOf(lane).id,
      ...defined({ speedUp: speedUpOf(lane, grounds), reason: reasonOf(lane, grounds) }),
    }),
  };
}

/** One task after the other, where the fastest is not told from it, and is faster by more than the cores that it used can explain. */
function unlessExplained(grounds: Grounds): string[] {
  const { fastest = '' } = grounds.verdict;
  const base = baselineFor(fastest);
  if (base === undefined || againstFastest(base, grounds)?.outcome === 'slower') return [];
  return unexplainedGain(grounds.report, grounds.verdict, fastest) === undefined ? [] : [base];
}

function againstFastest(lane: string, { verdict }: Grounds): ReportComparison | undefined {
  return verdict.behind.find((one) => one.lane === lane);
}

function speedUpOf(lane: string, grounds: Grounds): SpeedUp | undefined {
  const { outcome, verdict } = grounds;
  const { fastest } = verdict;
  const told = verdict.speedUps.find((one) => one.lane === lane);
  if (told !== undefined) return { ratio: told.ratio, ...told.interval };
  if (isSequential(lane)) return verdict.speedUps.length > 0 ? { ratio: 1 } : undefined;
  const behind = outcome.out.get(lane);
  const best = fastest === undefined || fastest === lane ? undefined : speedUpOf(fastest, grounds);
  return behind === undefined || best === undefined ? undefined : { ratio: best.ratio / behind };
}

function reasonOf(lane: string, grounds: Grounds): string | undefined {
  const { outcome, report } = grounds;
  const failure = outcome.failed.get(lane) ?? failureIn(report, lane);
  if (failure !== undefined) return failure;
  if (outcome.untried.includes(lane)) return whyUntried(lane, outcome);
  const behind = outcome.out.get(lane);
  if (behind !== undefined) return whyOut(behind);
  const { outcome: is, moreRounds } = againstFastest(lane, grounds) ?? {};
  return is === 'inconclusive' && moreRounds !== undefined ? `about ${moreRounds} more rounds would tell` : undefined;
}

function whyUntried(lane: string, { pilot }: Outcome): string {
  const isPredicted = isSequential(lane) && pilot !== undefined;
  return isPredicted ? `predicted from ${counted(pilot.tasks, 'task')}` : 'no time was left to try it';
}

function failureIn({ lanes }: Report, lane: string): string | undefined {
  const own = lanes.find((one) => one.lane === lane);
  return own?.state === 'finished' ? undefined : own?.reason;
}

function whyOut(behind: number): string {
  return isOutWithoutGain(behind)
    ? 'no gain: it computes on one loop'
    : 'so far behind that it was not measured to the end';
}

/** The simplest, and of one model with several limits the lowest. */
function leastThatDoes(lanes: readonly string[]): string | undefined {
  const simplest = simplestOf(lanes);
  const same = lanes.filter((lane) => partsOf(lane).id === partsOf(simplest ?? '').id);
  return same.toSorted((a, b) => limitOf(a) - limitOf(b))[0] ?? simplest;
}

function limitOf(lane: string): number {
  const { workers } = partsOf(lane);
  // A pool without a number is as large as there are cores, a loop without one has no limit.
  return workers ?? (findModel(lane)?.workers === 'loop' ? Number.POSITIVE_INFINITY : 0);
}
