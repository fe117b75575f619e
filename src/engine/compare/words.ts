import { fewestRounds } from '../measure/statistics/comparison.ts';
import { wordedMs } from '../measure/worded-time.ts';
import type { LaneChange, SessionComparison } from './session-comparison.ts';

/** The heading of the table of lanes, and which of its columns hold figures. */
export const headings = ['lane', 'base', 'new', 'change', '95 %', 'less the machine', 'verdict'] as const;
export const figures = [false, true, true, true, true, true, false] as const;

const outcomes: Readonly<Record<LaneChange['outcome'], string>> = {
  faster: 'faster',
  slower: 'slower',
  equivalent: 'equivalent within 10 %',
  inconclusive: 'inconclusive',
  indicative: `indicative only: fewer than ${fewestRounds} rounds`,
  'not-measured': 'not measured',
};

/** A lane's row: times, change and verdict in words. */
export function rowOf({ model, base, next, ratio, interval, machine, outcome, worse }: LaneChange): string[] {
  const state = [base, next].find((lane) => lane.state !== 'finished')?.state;
  const why = outcome === 'not-measured' && state !== undefined ? `: ${state}` : '';
  const times = [base, next].map(({ wallMs }) => (wallMs === undefined ? '' : wordedMs(wallMs)));
  return [
    model,
    ...times,
    ratio === undefined ? '' : percent(ratio),
    interval === undefined ? '' : `${percent(interval.low)} to ${percent(interval.high)}`,
    ratio === undefined || machine === undefined ? '' : percent(ratio / machine),
    `${outcomes[outcome]}${why}${worse ? ', beyond the tolerance' : ''}`,
  ];
}

/** What was compared, in one line. */
export function headingOf({ scenario, tolerance, lanes }: SessionComparison): string {
  const [base, next] = (['base', 'next'] as const).map((side) =>
    Math.max(0, ...lanes.map((lane) => lane[side].rounds)),
  );
  return `${scenario}: ${base} rounds before, ${next} rounds now, tolerance ${Number((tolerance * 100).toFixed(1))} %`;
}

/** What bears on the changes: what became of the machine, and on what different ground the sessions stand. */
export function noteLines({ lanes, differences }: SessionComparison): string[] {
  const machines = lanes.flatMap(({ machine }) => machine ?? []);
  const most = machines.toSorted((a, b) => Math.abs(Math.log(b)) - Math.abs(Math.log(a)))[0];
  const drift =
    most === undefined || Math.abs(most - 1) < 0.02
      ? []
      : [
          `the machine itself took ${percent(most)} for the reference loop: what that can explain is no change of a lane`,
        ];
  return [...drift, ...differences.map(({ what, base, next }) => `${what} was ${base}, is ${next}`)];
}

/** A ratio as a change: `+15.0 %`. */
function percent(ratio: number): string {
  const change = (ratio - 1) * 100;
  return `${change < 0 ? '' : '+'}${change.toFixed(1)} %`;
}
