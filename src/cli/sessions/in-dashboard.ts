import { decisionBlocks } from '../../engine/decide/content.ts';
import { reportBlocks } from '../../engine/report/content.ts';
import { summaryEdition } from '../../engine/report/editions.ts';
import { terminalText } from '../../engine/report/render/terminal.ts';
import { reportOf } from '../../engine/report/report-of.ts';
import { outcomeOf } from '../../engine/session/session-state.ts';
import { type DashboardOptions, runDashboard } from '../../ui/dashboard.tsx';
import { exitCodeAfter } from '../../ui/terminal/on-death.ts';
import { exitCodeOf, exitCodeOfAnswer } from '../exit-code.ts';
import { plainLines } from '../tell.ts';

/** Runs the dashboard, leaves a summary of its last session on the screen, or the answer of the decision that it was part of, and gives the exit code. */
export async function inDashboard(options: DashboardOptions): Promise<number> {
  const { plan, session, answer, signal } = await runDashboard(options);
  if (answer !== undefined) {
    process.stdout.write(plainLines(terminalText(decisionBlocks(answer))));
    return signal === undefined ? exitCodeOfAnswer(answer) : exitCodeAfter(signal);
  }
  const report = reportOf(plan, session, options.environment);
  process.stdout.write(plainLines(terminalText(reportBlocks(report, summaryEdition))));
  const outcomes = [...session.lanes.values()].map(outcomeOf);
  return signal === undefined ? exitCodeOf(outcomes, report.warnings) : exitCodeAfter(signal);
}
