import { execa } from 'execa';
import { killedWithUs, signalGroup } from '../process-group.ts';
import type { NoInterpreter } from './runtime.ts';

/** How a command is asked what it is. */
export interface Question {
  /** What it is called in a sentence: `Python`. */
  readonly title: string;
  /** Behind the command: has it print a line `lanes: ` and JSON. */
  readonly args: readonly string[];
  /** What to do where there is no such program. */
  readonly advice: string;
  readonly timeoutMs: number;
  /** Variables that are other than ours, or not there. */
  readonly env?: Readonly<Record<string, undefined>>;
}

/** Told by every program that can be asked. */
interface Answer {
  readonly version: string;
}

/** Asks a command what it is; gives its answer, or why there is none. Never rejects; nothing that it started is left. */
export async function ask<Told extends Answer>(command: string, question: Question): Promise<Told | NoInterpreter> {
  const { title, args, advice, timeoutMs, env = {} } = question;
  const asked = execa(command, args, {
    stdin: 'ignore',
    reject: false,
    // Its own group: what a stand-in may have started ends with it.
    detached: true,
    cleanup: false,
    env,
  });
  const end = () => asked.pid !== undefined && signalGroup(asked.pid, 'SIGKILL');
  const release = asked.pid === undefined ? () => undefined : killedWithUs(asked.pid);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    end();
  }, timeoutMs);
  const { code, exitCode, signal, stdout, stderr } = await asked;
  clearTimeout(timer);
  release();

  const fail = (what: string): NoInterpreter => ({ command, reason: `${what}; ${advice}` });
  if (timedOut) return fail(`${command} did not say within ${timeoutMs / 1_000} s what ${title} it is`);
  if (code === 'ENOENT') return fail(`there is no ${command}${command.includes('/') ? '' : ' on the PATH'}`);
  if (code !== undefined) return fail(`${command} cannot be started (${code})`);
  if (exitCode !== 0) {
    const how = signal === undefined ? `ended with exit code ${exitCode}` : `was killed by ${signal}`;
    const said = lineThatSays(stderr);
    return fail(`${command} ${how} when asked what ${title} it is${said === '' ? '' : ` (${said.slice(0, 200)})`}`);
  }
  const answer = parseAnswer<Told>(stdout);
  return answer ?? fail(`${command} answered ${JSON.stringify(stdout.slice(0, 60))} when asked what ${title} it is`);
}

/** The line that says why: the last one, but a version manager goes on with advice. */
function lineThatSays(stderr: string): string {
  const lines = stderr.trim().split('\n');
  return lines.find((line) => /: command not found$/.test(line)) ?? lines.at(-1) ?? '';
}

/** The line with the mark: what is set up to run in every interpreter may print before and after it, without an end of line. */
function parseAnswer<Told extends Answer>(stdout: string): Told | undefined {
  try {
    const told = /^lanes: (.+)$/m.exec(stdout)?.[1];
    const answer = JSON.parse(told ?? '') as Partial<Told> | null;
    return typeof answer?.version === 'string' ? (answer as Told) : undefined;
  } catch {
    return undefined;
  }
}
