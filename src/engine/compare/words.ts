import { fewestRounds } from '../measure/statistics/comparison.ts';
import type { Column } from '../report/blocks.ts';
import { timeCell } from '../report/columns/lanes.ts';
import { changeText, counted, grouped, inDecimals } from '../text/numbers.ts';
import { hasBroken, type LaneChange, type SessionComparison } from './session-comparison.ts';

const outcomes: Readonly<Record<LaneChange['outcome'], string>> = {
  faster: 'faster',
  slower: 'slower',
  equivalent: 'equivalent',
  inconclusive: 'inconclusive',
  indicative: 'indicative',
  'not-measured': 'not measured',
};

/** What verdicts are short for, where there is such a one. */
const meanings: Partial<Record<LaneChange['outcome'], string>> = {
  equivalent: 'equivalent: any change is within 10 %',
  indicative: `indicative: fewer than ${fewestRounds} rounds, from which nothing can be inferred`,
};

/** What is told of each lane: times, change and verdict. */
export const columns: readonly Column<LaneChange>[] = [
  { heading: 'lane', align: 'left', of: ({ lane }) => lane },
  { heading: 'base', align: 'right', of: ({ base }) => timeCell(base.wallMs) },
  { heading: 'new', align: 'right', of: ({ next }) => timeCell(next.wallMs) },
  { heading: 'change', align: 'right', of: ({ ratio }) => (ratio === undefined ? '' : `${changeText(ratio)} %`) },
  {
    heading: '95 %',
    align: 'right',
    ifTight: 'left-out',
    of: ({ interval }) => (interval === undefined ? '' : `${changeText(interval.low)}..${changeText(interval.high)} %`),
  },
  {
    heading: 'less the\nmachine',
    align: 'right',
    ifTight: 'left-out',
    of: ({ ratio, machine }) =>
      ratio === undefined || machine === undefined ? '' : `${changeText(ratio / machine)} %`,
  },
  {
    heading: 'verdict',
    align: 'left',
    ifTight: 'wrapped',
    of: (change) => `${verdictOf(change)}${change.worse ? ', worse' : ''}`,
  },
];

function verdictOf({ outcome, base, next }: LaneChange): string {
  if (outcome === 'not-measured') {
    // What became of it in the newer session tells more, where it tells anything.
    const why = [next, base].filter(({ rounds }) => rounds === 0).map(whyNotMeasured);
    return why.find((each) => each !== undefined) ?? outcomes[outcome];
  }
  return hasBroken({ base, next }) ? `${stateText(next)} in a round` : outcomes[outcome];
}

type Summary = LaneChange['base'];

function whyNotMeasured({ state, resultsDiffer }: Summary): string | undefined {
  if (state !== 'finished') return stateText({ state });
  return resultsDiffer ? 'results differ' : undefined;
}

function stateText({ state }: Pick<Summary, 'state'>): string {
  return state.replace('-', ' ');
}

/** What was compared, in one line. */
export function headingOf({ scenario, tolerance, lanes }: SessionComparison): string {
  const [base, next] = (['base', 'next'] as const).map((side) =>
    counted(Math.max(0, ...lanes.map((lane) => lane[side].rounds)), 'round'),
  );
  return `${scenario}: ${base} before, ${next} now, tolerance ${inDecimals(tolerance * 100, 1)} %`;
}

/** What bears on the changes: what became of the machine, what is not compared and why, and on what different ground the sessions stand. */
export function noteLines({ lanes, differences, onlyInBase, onlyInNext }: SessionComparison): string[] {
  const found = new Set(lanes.map(({ outcome }) => outcome));
  return [
    ...driftLines(lanes),
    ...[...found].flatMap((outcome) => meanings[outcome] ?? []),
    ...lanes.flatMap(reasonLines),
    ...onlyLines('base', onlyInBase),
    ...onlyLines('new', onlyInNext),
    ...differences.map(({ what, base, next }) => `${what} was ${factText(base)}, is ${factText(next)}`),
  ];
}

function driftLines(lanes: readonly LaneChange[]): string[] {
  const machines = lanes.flatMap(({ machine }) => machine ?? []);
  const most = machines.toSorted((a, b) => Math.abs(Math.log(b)) - Math.abs(Math.log(a)))[0];
  if (most === undefined || Math.abs(most - 1) < 0.02) return [];
  const change = `${(Math.abs(most - 1) * 100).toFixed(1)} % ${most < 1 ? 'less' : 'more'} time than in base`;
  return [`the reference loop took ${change}: as much change of a lane is the machine's`];
}

function reasonLines({ lane, base, next }: LaneChange): string[] {
  return Object.entries({ base, new: next }).flatMap(([name, { state, reason }]) =>
    state === 'finished' || reason === undefined ? [] : [`${lane} ${stateText({ state })} in ${name}: ${reason}`],
  );
}

function onlyLines(name: string, lanes: readonly string[]): string[] {
  return lanes.length === 0 ? [] : [`only in ${name}: ${lanes.join(', ')}`];
}

/** A whole number with its thousands parted; anything else as it is. */
export function factText(value: string): string {
  return /^\d{4,15}$/.test(value) ? grouped(Number(value)) : value;
}
