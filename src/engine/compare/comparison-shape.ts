import { warningShape } from '../report/shape/report-shape.ts';
import { laneStateShape } from '../report/shape/round-shape.ts';
import { intervalShape } from '../report/shape/verdict-shape.ts';
import { amount, described, list, only, optional, strictShapeOf, text, truth, whole, words } from '../shape/shape.ts';
import type { LaneChange, SessionComparison } from './comparison.ts';
import type { Difference } from './ground.ts';

const summary = strictShapeOf<LaneChange['base']>({
  state: laneStateShape,
  reason: optional(described('why it is in that state', text)),
  resultsDiffer: optional(described('no time of it counts, for the results of the same work differ', only(true))),
  rounds: described('how many of its rounds count', whole),
  wallMs: optional(described('geometric mean of their wall times', amount)),
});

const change = strictShapeOf<LaneChange>({
  lane: text,
  base: summary,
  next: summary,
  ratio: optional(described('how many times as long it took', amount)),
  interval: optional(described('95 % interval of the ratio; absent with too few rounds', intervalShape)),
  machine: optional(described('how many times as long the reference loop took', amount)),
  p: optional(described("after Holm's correction over the lanes", amount)),
  outcome: words('faster', 'slower', 'equivalent', 'inconclusive', 'indicative', 'not-measured'),
  works: described(
    'no-longer: it fails in a run, times out or gives differing results, and did not before; now: it did so before, and no more',
    words('as-before', 'no-longer', 'now'),
  ),
  doubts: described(
    'what the sessions were warned of that can by itself explain so much of a difference',
    list(words('machine-busy', 'drifted', 'clock-too-coarse')),
  ),
  worse: described(
    'it got slower, certainly, and by more than the tolerance, or it works no longer; and, unless strict, there is no doubt about it',
    truth,
  ),
});

/** What a comparison of two sessions has to be in JSON, with no members that are not in it. */
export const comparisonShape = strictShapeOf<SessionComparison>({
  schema: only('lanes/comparison@1'),
  scenario: text,
  tolerance: described('by how much of its time a lane may get slower, as a share', amount),
  strict: described('also that counts as worse which a busy machine can explain', truth),
  warnings: strictShapeOf<SessionComparison['warnings']>({ base: list(warningShape), next: list(warningShape) }),
  differences: described(
    'where the sessions stand on different ground',
    list(strictShapeOf<Difference>({ what: text, base: text, next: text })),
  ),
  lanes: list(change),
  onlyInBase: described('lanes that the second session does not have', list(text)),
  onlyInNext: described('lanes that the first session does not have', list(text)),
});
