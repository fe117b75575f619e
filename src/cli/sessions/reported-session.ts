import type { Environment } from '../../engine/measure/environment.ts';
import type { Plan } from '../../engine/plan.ts';
import type { Format } from '../../engine/report/format.ts';
import type { Report } from '../../engine/report/report.ts';
import { destinationOf, isWrittenInto } from '../files/destination.ts';
import { KeptReport } from '../files/kept-report.ts';
import { writeReport } from '../files/write-report.ts';
import type { ReportOptions, RunOptions } from '../options/given.ts';
import { runHeadless } from './headless.ts';
import { progressOf } from './progress.ts';
import { realSessions } from './sessions.ts';

/** How a session that was reported came out. */
export interface ReportedSession {
  readonly exitCode: number;
  /** Why there is no log, where one was asked for. */
  readonly logFailure: string | undefined;
}

/** Runs a plan with its progress on stderr, and writes its report. */
export async function reportedSession(
  plan: Plan,
  environment: Environment,
  options: Pick<ReportOptions & RunOptions, 'format' | 'output' | 'record' | 'url'>,
  made: Format<Report>,
): Promise<ReportedSession> {
  const { start, failure } = realSessions(environment, options);
  const { output } = options;
  // Beside a device or a pipe there is no place for a file.
  const isKept = output !== undefined && plan.rounds > 1 && !isWrittenInto(destinationOf(output));
  const kept = isKept ? new KeptReport(output, made) : undefined;
  const { report, exitCode } = await runHeadless({
    start,
    plan,
    environment,
    progress: progressOf(plan, process.stderr),
    ...(kept !== undefined && { keep: kept.keep }),
  });
  const written = await writeReport(made(report), options, exitCode);
  if (!written.lost) kept?.remove();
  return { exitCode: written.exitCode, logFailure: failure() };
}
