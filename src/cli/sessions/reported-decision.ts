import { answerOf } from '../../engine/decide/answer.ts';
import { type DecideRequest, startDeciding } from '../../engine/decide/deciding.ts';
import { decisionFormats, withReasons } from '../../engine/decide/formats.ts';
import { exitCodeOfAnswer } from '../exit-code.ts';
import { writeReport } from '../files/write-report.ts';
import type { DecideOptions } from '../options/given.ts';
import { plainLines } from '../tell.ts';
import { decidingProgress } from './deciding-progress.ts';
import { onInterrupt } from './interrupt.ts';
import type { ReportedSession } from './reported-session.ts';
import { realSessions } from './sessions.ts';
import { writtenProgram } from './written-program.ts';

/** Decides with progress on stderr, and writes the answer; a signal asks for the answer so far. */
export async function reportedDecision(
  subject: Pick<DecideRequest, 'scenario' | 'choices' | 'environment' | 'since'>,
  options: DecideOptions,
): Promise<ReportedSession> {
  const { environment } = subject;
  const { budget, format, why, code, url } = options;
  const { start } = realSessions(environment, { ...(url !== undefined && { url }) });
  const race = realSessions(environment, options);
  const progress = decidingProgress(process.stderr);
  const deciding = startDeciding({
    ...subject,
    budgetMs: budget,
    start,
    startRace: race.start,
    watch: progress.update,
  });
  const interruption = onInterrupt(deciding.stop, progress.end);
  const outcome = await deciding.outcome.finally(progress.end);
  const answer = answerOf(outcome, environment);
  const made = format === 'table' && why ? withReasons : (decisionFormats[format] ?? decisionFormats.table);
  const wanted = interruption() ?? exitCodeOfAnswer(answer);
  // Where the program is printed, stdout is the program's alone.
  if (code) process.stderr.write(plainLines(made(answer)));
  const written = code ? wanted : (await writeReport(made(answer), options, wanted)).exitCode;
  const programs = await writtenProgram(answer, subject, options);
  const exitCode = written === 0 ? programs : written;
  return { exitCode, logFailure: options.record === undefined ? undefined : race.failure() };
}
