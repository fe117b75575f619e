import { decide, type PairVerdict } from '../measure/verdict/decision.ts';
import type { Verdict } from '../measure/verdict/verdict.ts';
import { type JudgedRun, seriesOf } from '../session/counted.ts';

/** What the rounds of a session say, as the report tells it. */
export interface ReportVerdict {
  readonly fastest?: string;
  /** All that cannot be told from the fastest; empty while rounds are too few to tell. */
  readonly best: readonly string[];
  readonly simplest?: string;
  /** Told from the fastest, but less than 10 % behind. */
  readonly nearlyBest: readonly string[];
  /** Against the sequential lane of the same runtime. */
  readonly speedUps: readonly ReportComparison[];
  /** Against the fastest. */
  readonly behind: readonly ReportComparison[];
}

export interface ReportComparison {
  readonly model: string;
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
  /** The ratio of each round. */
  readonly points: readonly number[];
  /** Places in `points` beyond Tukey's fences. */
  readonly outliers: readonly number[];
}

/** Decides from the wall times of the runs that count. The same seed gives the same verdict. */
export function reportVerdict(runs: ReadonlyMap<string, readonly JudgedRun[]>, seed: number): ReportVerdict {
  const series = [...runs].map(([model, ofLane]) => seriesOf(model, ofLane));
  const { speedUps, behind, ...decision } = decide(series, seed);
  return { ...decision, speedUps: comparisonsOf(speedUps), behind: comparisonsOf(behind) };
}

/** Of two that never counted in the same round there is nothing to tell. */
function comparisonsOf(pairs: readonly PairVerdict[]): ReportComparison[] {
  return pairs.filter(({ comparison }) => comparison.points.length > 0).map(comparisonOf);
}

function comparisonOf({ model, against, comparison, adjustedP, verdict }: PairVerdict): ReportComparison {
  const { ratio, points, outliers, inference } = comparison;
  return {
    model,
    against,
    ratio,
    ...(inference !== undefined && { interval: inference.interval }),
    ...(adjustedP !== undefined && { p: adjustedP }),
    ...verdict,
    points,
    outliers,
  };
}

const outcomes: Readonly<Record<Verdict['outcome'], string>> = {
  faster: 'faster',
  slower: 'slower',
  equivalent: 'equivalent within 10 %',
  inconclusive: 'inconclusive',
  indicative: 'indicative only: fewer than 5 rounds',
};

/** A comparison in words: `threads: 1.92× as fast as sequential (95 %: 1.85 to 2.01), faster`. */
export function describeComparison(comparison: ReportComparison): string {
  const { model, against, ratio, interval, outcome, negligible, moreRounds } = comparison;
  const range = interval === undefined ? '' : ` (95 %: ${interval.low.toFixed(2)} to ${interval.high.toFixed(2)})`;
  const small = negligible ? ', but by less than 10 %' : '';
  const more =
    moreRounds === undefined || outcome === 'indicative'
      ? ''
      : `, about ${moreRounds} more rounds would be likely to settle it`;
  return `${model}: ${ratio.toFixed(2)}× as fast as ${against}${range}, ${outcomes[outcome]}${small}${more}`;
}

/** The decision in one or two sentences; none when nothing was measured. */
export function describeVerdict({ fastest, best, simplest, nearlyBest }: ReportVerdict): string[] {
  if (fastest === undefined) return [];
  if (simplest === undefined) return [`${fastest} came out first, but too few rounds tell no more than that`];
  const others = best.filter((model) => model !== fastest);
  const set =
    others.length === 0
      ? `${fastest} is the fastest, and with no other as fast also the simplest of the best`
      : `${fastest} and ${others.join(', ')} cannot be told apart`;
  const nearly = nearlyBest.length === 0 ? [] : [`less than 10 % behind: ${nearlyBest.join(', ')}`];
  return [others.length === 0 ? set : `${set}; the simplest of them is ${simplest}`, ...nearly];
}
