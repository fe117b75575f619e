import type { Json } from '../../../tasks/task.ts';
import type { Environment } from '../../measure/environment.ts';
import { describeBreakEven } from '../../measure/scaling/break-even.ts';
import { counted, grouped, inDecimals } from '../../text/numbers.ts';
import type { Remark } from '../blocks.ts';
import type { Report, ReportLane } from '../report.ts';
import { shownRound } from '../typical.ts';
import { lossText, reasonText } from './runs.ts';

/** What was run on what, in one line. */
export function headingOf({ scenario, environment, lanes }: Report): string {
  const { id, order, tasks, rounds } = scenario;
  const times = rounds === 1 ? '' : `, ${roundsText(lanes, rounds)}`;
  const placed = order === 'together' ? 'together' : 'in turn';
  return `${id}: ${counted(tasks, 'task')}, lanes ${placed}${times}, ${coresText(environment)}`;
}

/** `4 cores (quota 1.5)` */
export function coresText({ cores, quota }: Environment): string {
  return `${counted(cores, 'core')}${quota === undefined ? '' : ` (quota ${inDecimals(quota, 2)})`}`;
}

/** The machine and what was run with, for who does not know them. */
export function machineText({ environment: { cpu, platform, node } }: Report): string {
  return `${cpu}, ${platform}, Node.js ${node}`;
}

/** From when on each lane pays off. */
export function breakEvenLines({ breakEven }: Report): string[] {
  return breakEven.map(describeBreakEven);
}

/** `10 rounds`, or `3 of 10 rounds` where the session was ended in the fourth. */
function roundsText(lanes: Report['lanes'], wanted: number): string {
  const done = lanes.map(({ rounds }) =>
    rounds.filter(({ kind, state }) => kind !== 'warm-up' && state === 'finished'),
  );
  const most = Math.max(0, ...done.map((rounds) => new Set(rounds.map(({ round }) => round)).size));
  return most === wanted ? counted(wanted, 'round') : `${most} of ${counted(wanted, 'round')}`;
}

/** Why each lane took as long as it did, or did not come to its end, and how many of its rounds count. */
export function reasonRemarks({ lanes, scenario }: Report): Remark[] {
  return lanes.flatMap((lane) =>
    [reasonText(lane), lossText(lane), countText(lane.rounds, scenario.rounds), shownRound(lane)?.why ?? []]
      .flat()
      .map((text) => ({ about: lane.lane, text })),
  );
}

/** `8 of 10 rounds count`, where not all of those that were wanted do. */
export function countText(rounds: readonly { readonly counts: boolean }[], wanted: number): string[] {
  const count = rounds.filter(({ counts }) => counts).length;
  return rounds.length === 0 || wanted === 1 || count === wanted ? [] : [`${count} of ${wanted} rounds count`];
}

/** Why lanes did not come to their end, and how many of their tasks to none that is any good. */
export function failureRemarks({ lanes }: Report): Remark[] {
  return lanes.flatMap((lane) => [...reasonText(lane), ...lossText(lane)].map((text) => ({ about: lane.lane, text })));
}

/** What the built-in server does on purpose. */
export function purposeLines({ scenario: { onPurpose } }: Pick<Report, 'scenario'>): string[] {
  return onPurpose === undefined ? [] : [onPurpose];
}

/** Warnings with their advice. */
export function warningLines({ warnings }: Pick<Report, 'warnings'>): string[] {
  return warnings.map(({ message, advice }) => `${message}; ${advice}`);
}

/** Advice, with where one can read more of it. */
export function adviceLines({ advice = [] }: Pick<Report, 'advice'>): string[] {
  return advice.map(({ text, source }) => `${text}; see ${source}`);
}

/** What runs told besides their times: what their tasks measured, and what became of their GIL. */
export function findingLines({ lanes }: Report): string[] {
  return lanes.flatMap((lane) => [...measuredLines(lane), ...gilLines(lane)]);
}

function measuredLines({ lane, rounds }: ReportLane): string[] {
  const { tasks = [] } = rounds.at(-1) ?? {};
  return tasks.flatMap((task) => measuredText(task).map((words) => `${lane}, ${words}`));
}

/** What a task measured, as far as it is figures: `sleeper: p50 5.1, p99 5.6, max 9.8`; nothing without any. */
export function measuredText({ label, measured }: { readonly label: string; readonly measured?: Json }): string[] {
  const figures = Object.entries(measured ?? {}).filter(([, value]) => typeof value === 'number');
  const words = figures.map(([name, value]) => `${name} ${grouped(Number(value), 1)}`);
  return words.length === 0 ? [] : [`${label}: ${words.join(', ')}`];
}

function gilLines({ lane, rounds }: ReportLane): string[] {
  const { gil } = rounds.at(-1) ?? {};
  if (gil === undefined) return [];
  return [`${lane}: the GIL switched ${gil.switches} times, held for ${gil.meanHoldMs.toFixed(2)} ms on average`];
}
