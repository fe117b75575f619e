import { resolve } from 'node:path';
import type { Answer } from '../../engine/decide/answer.ts';
import type { DecideRequest } from '../../engine/decide/deciding.ts';
import { decidedProgram } from '../../engine/decide/program.ts';
import { defined } from '../../engine/defined.ts';
import { planOf } from '../../engine/plan.ts';
import { exitFailed } from '../exit-code.ts';
import { writeReport } from '../files/write-report.ts';
import type { DecideOptions } from '../options/given.ts';
import { tell } from '../tell.ts';

type Subject = Pick<DecideRequest, 'scenario' | 'choices'>;

/** Prints or writes the program to copy, as it was asked for, and says how it is run; gives the exit code. */
export async function writtenProgram(
  { decision }: Answer,
  { scenario, choices }: Subject,
  { code, write, tasks, library }: DecideOptions,
): Promise<number> {
  if (!code && write === undefined) return 0;
  const target = write === undefined ? undefined : resolve(write);
  const wanted = defined({ tasks, target, library });
  const program = decidedProgram(decision, planOf(scenario, choices), wanted);
  if (program === undefined) {
    tell(`${code ? '--code' : '--write'}: there is no program, as there is no recommendation`);
    return exitFailed;
  }
  const { exitCode } = await writeReport(
    program.text,
    { format: 'program', ...(write !== undefined && { output: write }) },
    0,
  );
  if (write !== undefined && exitCode === 0) tell(`wrote ${write}`);
  for (const note of program.notes) tell(note);
  return exitCode;
}
