import { constants } from 'node:os';
import type { Environment } from '../engine/measure/environment.ts';
import { reportOf } from '../engine/report/report.ts';
import { table } from '../engine/report/table.ts';
import { type DashboardOptions, runDashboard } from '../ui/dashboard.tsx';
import { exitCodeOf } from './exit-code.ts';

/** Runs the dashboard, leaves a summary of its last session on the screen, and gives the exit code. */
export async function inDashboard(options: DashboardOptions, environment: Environment): Promise<number> {
  const { plan, lanes, interrupted } = await runDashboard(options);
  process.stdout.write(table(reportOf(plan, lanes, environment)));
  return interrupted ? 128 + constants.signals.SIGINT : exitCodeOf(lanes);
}
