import { constants } from 'node:os';
import { reportOf } from '../engine/report/report.ts';
import { summary } from '../engine/report/table.ts';
import { outcomeOf } from '../engine/session/session-state.ts';
import { type DashboardOptions, runDashboard } from '../ui/dashboard.tsx';
import { exitCodeOf } from './exit-code.ts';

/** Runs the dashboard, leaves a summary of its last session on the screen, and gives the exit code. */
export async function inDashboard(options: DashboardOptions): Promise<number> {
  const { plan, session, interrupted } = await runDashboard(options);
  process.stdout.write(summary(reportOf(plan, session, options.environment)));
  return interrupted ? 128 + constants.signals.SIGINT : exitCodeOf([...session.lanes.values()].map(outcomeOf));
}
