import type { Report, ReportLane } from './report.ts';
import { describeComparison, describeVerdict } from './verdict.ts';

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
export function headingOf({ scenario, environment }: Report): string {
  const { id, order, tasks } = scenario;
  const cores = environment.cores === 1 ? '1 core' : `${environment.cores} cores`;
  const quota = environment.quota === undefined ? '' : ` (quota ${Number(environment.quota.toFixed(2))})`;
  return `${id}: ${tasks} ${tasks === 1 ? 'task' : 'tasks'}, lanes ${order === 'together' ? 'together' : 'in turn'}, ${cores}${quota}`;
}

/** The verdict, then every comparison with a baseline. */
export function verdictLines({ verdict }: Report): string[] {
  return [...describeVerdict(verdict), ...verdict.speedUps.map(describeComparison)];
}

/** Why each lane took as long as it did, or did not come to its end. */
export function reasonLines({ lanes }: Report): { model: string; text: string }[] {
  return lanes.flatMap(({ model, reason, rounds }: ReportLane) =>
    [...(reason === undefined ? [] : [reason]), ...(rounds.at(-1)?.why ?? [])].map((text) => ({ model, text })),
  );
}

/** Warnings with their advice. */
export function warningLines({ warnings }: Report): string[] {
  return warnings.map(({ message, advice }) => `${message}; ${advice}`);
}
