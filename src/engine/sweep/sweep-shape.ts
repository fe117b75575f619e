import { environmentShape } from '../measure/environment-shape.ts';
import { scenarioShape, warningShape } from '../report/shape/report-shape.ts';
import { laneStateShape } from '../report/shape/round-shape.ts';
import { breakEvenShape, intervalShape } from '../report/shape/verdict-shape.ts';
import { amount, described, list, only, optional, real, strictShapeOf, text, truth, whole } from '../shape/shape.ts';
import type { SweepBest } from './best.ts';
import type { AmdahlLaw, UniversalLaw } from './fits.ts';
import type { Sweep, SweepLane, SweepModel, SweepPoint } from './sweep.ts';

const lane = {
  lane: described("the lane's name", text),
  state: laneStateShape,
  reason: optional(text),
  unsuccessful: optional(
    described('how many of its tasks came to nothing and why, where reason does not say it', text),
  ),
  rounds: described('how many of its rounds count', whole),
  wallMs: optional(described('median of those', amount)),
};

const point = strictShapeOf<SweepPoint>({
  ...lane,
  workers: described('of an event loop how many tasks were under way at once', whole),
  speedUp: optional(described('over one worker of the same model', amount)),
  interval: optional(described('95 % interval of it; absent with fewer than 5 rounds', intervalShape)),
  points: described('the ratio of each round to one worker', list(amount)),
  outliers: described(
    'places in points of rounds that are rare in normal noise and more than 10 % from the median, none left out',
    list(whole),
  ),
  overBaseline: optional(described('over the sequential lane of its runtime', amount)),
  overBaselineInterval: optional(intervalShape),
});

const best = strictShapeOf<SweepBest>({
  workers: described('the fewest of alike; with fewer than 5 rounds the fastest', whole),
  fastest: described('the number that came out first', whole),
  alike: described(
    'the fastest and all that are shown to be within 10 % of it; empty while rounds are too few to tell',
    list(whole),
  ),
  inconclusive: described('all that are neither told from the fastest nor shown to be within 10 % of it', list(whole)),
  moreRounds: optional(described('how many more rounds would be likely to settle all of these', whole)),
  breakEven: optional(breakEvenShape),
});

const determination = described('R² of the speed-ups; below 0.9 the fit is poor, below 0 the law does not hold', real);

const amdahl = strictShapeOf<AmdahlLaw>({
  serialFraction: amount,
  limit: optional(described('the speed-up that no number of workers exceeds', amount)),
  determination,
  poor: truth,
});

const universal = strictShapeOf<UniversalLaw>({
  contention: amount,
  coherency: amount,
  peak: optional(described('the number of workers beyond which more are slower', amount)),
  determination,
  poor: truth,
});

const model = strictShapeOf<SweepModel>({
  model: text,
  points: list(point),
  best: optional(best),
  computes: described('its tasks keep a core busy for more than half of their time', truth),
  knee: optional(described('the number of workers beyond which more bring little', whole)),
  amdahl: optional(amdahl),
  universal: optional(universal),
  unfitted: optional(described('why no law was fitted', text)),
  endedByCores: optional(described('the cores, where they ended the growth', amount)),
});

/** What a sweep has to be in JSON, with no members that are not in it. */
export const sweepShape = strictShapeOf<Sweep>({
  schema: only('lanes/sweep@1'),
  environment: environmentShape,
  scenario: scenarioShape,
  baselines: described('the sequential lanes, to which the curves are compared', list(strictShapeOf<SweepLane>(lane))),
  models: list(model),
  warnings: list(warningShape),
});
