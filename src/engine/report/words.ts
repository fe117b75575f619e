import { describeBreakEven } from '../measure/scaling/break-even.ts';
import { counted, ratioText } from '../text/numbers.ts';
import type { Report, ReportLane } from './report.ts';
import { shownRound } from './typical.ts';

/** The shares of a breakdown, as people read them. */
export const partLabels = {
  startUp: 'start-up',
  queueing: 'without a task',
  passing: 'passing data',
  running: 'on a core',
  runQueue: 'waiting for a core',
  lock: 'waiting for a lock',
  gil: 'waiting for the GIL',
  sleep: 'sleeping',
  io: 'I/O',
  tearDown: 'tear-down',
  unattributed: 'unattributed',
} as const;

/** What was run on what, in one line. */
export function headingOf({ scenario, environment, lanes }: Report): string {
  const { id, order, tasks, rounds } = scenario;
  const quota = environment.quota === undefined ? '' : ` (quota ${Number(environment.quota.toFixed(2))})`;
  const times = rounds === 1 ? '' : `, ${roundsText(lanes, rounds)}`;
  const placed = order === 'together' ? 'together' : 'in turn';
  return `${id}: ${counted(tasks, 'task')}, lanes ${placed}${times}, ${counted(environment.cores, 'core')}${quota}`;
}

/** `1.92×`, with its 95 % interval where there is one: `1.92× 1.85-2.01`; empty without a speed-up. */
export function speedUpText({ speedUp, speedUpInterval }: ReportLane): string {
  return ratioText(speedUp, speedUpInterval);
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
export function reasonLines({ lanes, scenario }: Report): { lane: string; text: string }[] {
  return lanes.flatMap((lane) =>
    [lane.reason ?? [], countText(lane, scenario.rounds), shownRound(lane)?.why ?? []]
      .flat()
      .map((text) => ({ lane: lane.lane, text })),
  );
}

function countText({ rounds }: ReportLane, wanted: number): string[] {
  const count = rounds.filter(({ counts }) => counts).length;
  return rounds.length === 0 || wanted === 1 || count === wanted ? [] : [`${count} of ${wanted} rounds count`];
}

/** Warnings with their advice. */
export function warningLines({ warnings }: Report): string[] {
  return warnings.map(({ message, advice }) => `${message}; ${advice}`);
}
