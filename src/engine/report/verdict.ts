import { decide, type PairVerdict, type RoundDependence } from '../measure/verdict/decision.ts';
import type { Verdict } from '../measure/verdict/verdict.ts';
import type { RuntimeId } from '../runtimes/runtimes.ts';
import type { Compared, ComparedLanes } from '../session/counted.ts';

/** What the rounds of a session say, as the report tells it. */
export interface ReportVerdict {
  /** It is of the lanes of this runtime alone; absent where all lanes do the same work. */
  readonly runtime?: RuntimeId;
  readonly fastest?: string;
  /** All that cannot be told from the fastest; empty while rounds are too few to tell. */
  readonly best: readonly string[];
  readonly simplest?: string;
  /** All lanes in sets: the best, then the others in the order of their times, in a new set wherever one is told from the fastest of the set. Empty as `best` is. */
  readonly ranking: readonly (readonly string[])[];
  /** Told from the fastest, but less than 10 % behind. */
  readonly nearlyBest: readonly string[];
  /** Against the sequential lane of the same runtime. */
  readonly speedUps: readonly ReportComparison[];
  /** Against the fastest. */
  readonly behind: readonly ReportComparison[];
  /** Whether rounds depend on each other; absent with too few of them. */
  readonly dependence?: RoundDependence;
}

/** What the rounds say of a lane against another. */
export interface ReportComparison {
  readonly lane: string;
  readonly against: string;
  /** How many times as fast. */
  readonly ratio: number;
  /** 95 % interval of the ratio; absent with too few rounds. */
  readonly interval?: { readonly low: number; readonly high: number };
  /** After Holm's correction. */
  readonly p?: number;
  readonly outcome: Verdict['outcome'];
  readonly negligible?: boolean;
  readonly moreRounds?: number;
  /** How many independent rounds its rounds are worth; absent with too few rounds. */
  readonly effectiveRounds?: number;
  /** Its interval excludes 1, but too many of its rounds point the other way. */
  readonly disagree?: true;
  /** The ratio of each round. */
  readonly points: readonly number[];
  /** Places in `points` of the outliers. None is left out. */
  readonly outliers: readonly number[];
}

/** One for all lanes, or one for each runtime where a task is not the same work in all: the first lane's comes first. */
export type ReportVerdicts = readonly [ReportVerdict, ...ReportVerdict[]];

/** Decides on lanes that are compared with each other, in their order. The same seed gives the same verdicts. */
export function reportVerdicts([first, ...others]: Compared, seed: number): ReportVerdicts {
  const verdictOf = ({ series, ...of }: ComparedLanes): ReportVerdict => {
    const { speedUps, behind, ...decision } = decide(series, seed);
    return { ...of, ...decision, speedUps: comparisonsOf(speedUps), behind: comparisonsOf(behind) };
  };
  return [verdictOf(first), ...others.map(verdictOf)];
}

/** Of two that never counted in the same round there is nothing to tell. */
function comparisonsOf(pairs: readonly PairVerdict[]): ReportComparison[] {
  return pairs.filter(({ comparison }) => comparison.points.length > 0).map(comparisonOf);
}

function comparisonOf({ lane, against, comparison, adjustedP, verdict }: PairVerdict): ReportComparison {
  const { ratio, points, outliers, inference } = comparison;
  return {
    lane,
    against,
    ratio,
    ...(inference !== undefined && { interval: inference.interval, effectiveRounds: inference.effectiveRounds }),
    ...(adjustedP !== undefined && { p: adjustedP }),
    ...verdict,
    points,
    outliers,
  };
}
