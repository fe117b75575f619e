import { fewestRounds } from '../measure/statistics/comparison.ts';
import type { Column } from '../report/blocks.ts';
import { timeCell } from '../report/columns/lanes.ts';
import { changeText, counted, grouped, inDecimals } from '../text/numbers.ts';
import type { LaneChange, SessionComparison } from './comparison.ts';
import type { Doubt } from './doubts.ts';

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

/** What can explain a difference besides the lane, as a reader knows it. */
const explanations: Readonly<Record<Doubt, string>> = {
  'machine-busy': 'other programs',
  drifted: "changes of the machine's speed",
  'clock-too-coarse': 'the steps of the clock',
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
    of: verdictOf,
  },
];

function verdictOf(change: LaneChange): string {
  const { outcome, works, doubts, worse, next } = change;
  const told = outcome === 'not-measured' ? whyNotMeasured(change) : outcomes[outcome];
  const main = works === 'no-longer' && outcome !== 'not-measured' ? `${stateText(next)} in a round` : told;
  const fixed = works === 'now' && outcome !== 'not-measured' ? ', works now' : '';
  const how = worse ? ', worse' : doubts.length > 0 ? ', doubtful' : '';
  return `${main}${fixed}${how}`;
}

type Summary = LaneChange['base'];

/** What became of it in the newer session tells more, where it tells anything. */
function whyNotMeasured({ works, base, next }: LaneChange): string {
  if (works === 'now') return 'works now';
  const now = next.rounds === 0 ? missingText(next) : undefined;
  if (now !== undefined) return now;
  const before = base.rounds === 0 ? missingText(base) : undefined;
  return before === undefined ? outcomes['not-measured'] : `${before} in base`;
}

function missingText({ state, resultsDiffer }: Summary): string | undefined {
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
export function noteLines({
  lanes,
  strict,
  warnings,
  differences,
  onlyInBase,
  onlyInNext,
}: SessionComparison): string[] {
  const found = new Set(lanes.map(({ outcome }) => outcome));
  return [
    ...driftLines(lanes),
    ...[...found].flatMap((outcome) => meanings[outcome] ?? []),
    ...doubtLines(lanes, strict),
    ...warningLines(warnings),
    ...lanes.flatMap(reasonLines),
    ...onlyLines('base', onlyInBase),
    ...onlyLines('new', onlyInNext),
    ...differences.map(({ what, base, next }) => `${what} was ${factText(base)}, is ${factText(next)}`),
  ];
}

function doubtLines(lanes: readonly LaneChange[], strict: boolean): string[] {
  const doubts = [...new Set(lanes.flatMap((lane) => lane.doubts))].map((doubt) => explanations[doubt]);
  if (doubts.length === 0) return [];
  const explained = `${doubts.join(' and ')} can explain so much of a difference without the lane`;
  if (strict) return [`${explained}, and --strict counts it all the same`];
  return [`doubtful: ${explained}; measure both again, or count it with --strict`];
}

/** Each warning once, where both sessions have it in the same words. */
function warningLines({ base, next }: SessionComparison['warnings']): string[] {
  const has = (warnings: typeof base, message: string) => warnings.some((one) => one.message === message);
  const inNext = next.map(({ message }) => `${has(base, message) ? 'in both' : 'in new'}: ${message}`);
  const inBase = base.filter(({ message }) => !has(next, message)).map(({ message }) => `in base: ${message}`);
  return [...inBase, ...inNext];
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
