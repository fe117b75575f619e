import { mostDrift } from '../measure/drift.ts';
import { allowedCores } from '../measure/environment.ts';
import { mostByOthers, type Warning } from '../measure/warnings.ts';
import type { Report } from '../report/report.ts';

/** A warning of one session or the other that can explain why a lane's times are not what they were. */
export type Doubt = Extract<Warning['id'], 'machine-busy' | 'drifted' | 'clock-too-coarse'>;

/** A session, and what a lane took in it, in ms. */
export interface LaneTime {
  readonly report: Report;
  readonly wallMs: number;
}

/**
 * What a core's other half, its caches and a lower clock rate can cost at most where notably more of the
 * machine was used by other programs than before, besides the cores that these took.
 */
const mostByNeighbours = 2;

type Rule = (shorter: LaneTime, longer: LaneTime) => number;

/**
 * How many times as long at most each of these can have made the times of a session as those of another.
 *
 * What the others say explains no difference between two sessions on the same ground: one core, a
 * quota and libuv's threads are the same in both; work that is too short is still the same work;
 * rounds that depend on each other have widened the interval.
 */
const rules: Readonly<Record<Doubt, Rule>> = {
  'machine-busy': ({ report: { othersCores: less = 0 } }, longer) => {
    const { environment, othersCores: more = Number.POSITIVE_INFINITY } = longer.report;
    if (more <= less || !isWarned(longer, 'machine-busy')) return 1;
    const cores = allowedCores(environment);
    const besides = more - less < mostByOthers * environment.cores ? 1 : mostByNeighbours;
    return more >= cores ? Number.POSITIVE_INFINITY : (besides * (cores - less)) / (cores - more);
  },
  drifted: (...sessions) => (1 + mostDrift) ** sessions.filter((one) => isWarned(one, 'drifted')).length,
  'clock-too-coarse': (...sessions) =>
    sessions
      .filter((one) => isWarned(one, 'clock-too-coarse'))
      .reduce((factor, { report, wallMs }) => factor * (1 + report.environment.clockStepUs / 1_000 / wallMs), 1),
};

/** What, all together, can explain that a lane took so many times as long in one session as in another; empty where it cannot. */
export function doubtsOf(times: number, shorter: LaneTime, longer: LaneTime): Doubt[] {
  const found = (Object.keys(rules) as Doubt[])
    .map((doubt) => ({ doubt, factor: rules[doubt](shorter, longer) }))
    .filter(({ factor }) => factor > 1);
  const all = found.reduce((product, { factor }) => product * factor, 1);
  return all < times ? [] : found.map(({ doubt }) => doubt);
}

function isWarned({ report: { warnings } }: LaneTime, doubt: Doubt): boolean {
  return warnings.some(({ id }) => id === doubt);
}
