import type { BreakEven } from '../../measure/scaling/break-even.ts';
import type { Interval } from '../../measure/statistics/bootstrap.ts';
import type { RoundDependence } from '../../measure/verdict/decision.ts';
import { runtimes } from '../../runtimes/runtimes.ts';
import {
  amount,
  described,
  list,
  only,
  optional,
  real,
  strictShapeOf,
  text,
  truth,
  whole,
  words,
} from '../../shape/shape.ts';
import type { ReportComparison, ReportVerdict } from '../verdict.ts';

/** A range of ratios. */
export const intervalShape = strictShapeOf<Interval>({ low: amount, high: amount });

const comparison = strictShapeOf<ReportComparison>({
  lane: text,
  against: text,
  ratio: described('how many times as fast', amount),
  interval: optional(described('95 % interval of the ratio; absent with too few rounds', intervalShape)),
  p: optional(described("after Holm's correction", amount)),
  outcome: words('faster', 'slower', 'equivalent', 'inconclusive', 'indicative'),
  negligible: optional(truth),
  moreRounds: optional(real),
  effectiveRounds: optional(
    described(
      'how many independent rounds its rounds are worth, as far as each resembles the one before; for fewer than there are points the interval is wider',
      amount,
    ),
  ),
  disagree: optional(described('the interval excludes 1, but too many rounds point the other way', only(true))),
  points: described('the ratio of each round', list(amount)),
  outliers: described(
    'places in points of rounds that are rare in normal noise and more than 10 % from the median, none left out',
    list(whole),
  ),
});

const dependence = strictShapeOf<RoundDependence>({
  correlation: described(
    "of each round's ratios with the next's, the mean over all pairs of lanes; 0 on average where rounds are independent",
    real,
  ),
  p: described('how likely one as high is where they are', amount),
});

/** Which model fits, as far as the rounds tell. */
export const verdictShape = strictShapeOf<ReportVerdict>({
  runtime: optional(words(...runtimes.map(({ id }) => id))),
  fastest: optional(text),
  best: described('all that cannot be told from the fastest; empty while rounds are too few to tell', list(text)),
  simplest: optional(text),
  ranking: described(
    'the best set, then the others by their times, in a new set wherever one is told from the fastest of the set',
    list(list(text)),
  ),
  nearlyBest: described('told from the fastest, but less than 10 % behind', list(text)),
  speedUps: described('against the sequential lane of the same runtime', list(comparison)),
  behind: described('against the fastest', list(comparison)),
  dependence: optional(described('whether rounds depend on each other; absent with too few of them', dependence)),
});

/** From when on a lane pays off. */
export const breakEvenShape = strictShapeOf<BreakEven>({
  lane: text,
  against: text,
  tasks: whole,
  rounds: described('on how many rounds it rests, those that count of both lanes; never fewer than 5', whole),
  lengthMs: described('how long a task took, one after the other', amount),
  fromLengthMs: optional(
    described('from what length of a task on the lane is faster; absent for never, however long a task is', amount),
  ),
  fromTasks: optional(described('from how many tasks of lengthMs on it is faster; absent for none', whole)),
});
