import { execa } from 'execa';
import { killedWithUs, signalGroup } from '../process-group.ts';
import type { Interpreter, NoInterpreter } from './runtime.ts';
import { wrapperPath } from './stand-in.ts';

/** On or off, as CPython writes it. */
type GilState = '0' | '1';

/** A Python on this machine. */
export interface PythonInterpreter extends Interpreter {
  /** For example `CPython`. */
  readonly implementation: string;
  /** Whether it is a build that can do without the GIL. */
  readonly freeThreaded: boolean;
  /** Whether the GIL is on at run time. */
  readonly gil: boolean;
  /** Its state is one that was asked for, where the build has both: `-X gil=1`, or `gil=0`. */
  readonly gilAsked?: GilState;
  /** After how long a thread asks another for the GIL, in ms. */
  readonly switchIntervalMs: number;
}

const limitMs = 5_000;
const advice = 'name a Python 3.9 or newer with --python PATH';

/** Understood by every Python since 2.7, so that one too old can say so. The user's folder is not on its path. */
const script = `
import sys
sys.path[:] = [entry for entry in sys.path if entry]
import json, platform, sysconfig
print("\\nlanes: " + json.dumps({
    "executable": sys.executable,
    "version": platform.python_version(),
    "implementation": platform.python_implementation(),
    "freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    "gil": getattr(sys, "_is_gil_enabled", lambda: True)(),
    "switchIntervalMs": getattr(sys, "getswitchinterval", lambda: 0)() * 1000,
}))
`;

/**
 * Asks a command what Python it is; it gets `timeoutMs` for the answer. Never rejects. A free-threaded
 * build runs with its GIL as `PYTHON_GIL` says, or as the command itself does, with `+gil=1` or `+gil=0`
 * behind it: so named twice, it can be measured in both states.
 */
export async function probePython(named: string, timeoutMs = limitMs): Promise<PythonInterpreter | NoInterpreter> {
  const [, command = named, asked] = /^(.+)\+gil=([01])$/.exec(named) ?? [];
  const found = await ask(command, timeoutMs);
  if ('reason' in found) return { ...found, command: named };
  const gilAsked = (asked ?? process.env['PYTHON_GIL']) as GilState | undefined;
  if (found.freeThreaded && (gilAsked === '0' || gilAsked === '1')) {
    return { ...found, command: named, gil: gilAsked === '1', gilAsked };
  }
  if (asked !== '0') return { ...found, command: named };
  return { command: named, reason: `${command} cannot do without its GIL: it is no free-threaded build; ${advice}` };
}

async function ask(command: string, timeoutMs: number): Promise<PythonInterpreter | NoInterpreter> {
  const asked = execa(command, ['-E', '-s', '-B', '-c', script], {
    stdin: 'ignore',
    reject: false,
    // Its own group: what a stand-in may have started ends with it.
    detached: true,
    cleanup: false,
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
  if (timedOut) return fail(`${command} did not say within ${timeoutMs / 1_000} s what Python it is`);
  if (code === 'ENOENT') return fail(`there is no ${command}${command.includes('/') ? '' : ' on the PATH'}`);
  if (code !== undefined) return fail(`${command} cannot be started (${code})`);
  if (exitCode !== 0) {
    const how = signal === undefined ? `ended with exit code ${exitCode}` : `was killed by ${signal}`;
    const said = lineThatSays(stderr);
    return fail(`${command} ${how} when asked what Python it is${said === '' ? '' : ` (${said.slice(0, 200)})`}`);
  }
  const answer = parseAnswer(stdout);
  if (answer === undefined) {
    return fail(`${command} answered ${JSON.stringify(stdout.slice(0, 60))} when asked what Python it is`);
  }
  return { ...answer, command, executable: wrapperPath(command) ?? (answer.executable || command) };
}

/** The line that says why: the last one, but a version manager goes on with advice. */
function lineThatSays(stderr: string): string {
  const lines = stderr.trim().split('\n');
  return lines.find((line) => /: command not found$/.test(line)) ?? lines.at(-1) ?? '';
}

/** The line with the mark: what is set up to run in every Python may print before and after it, without an end of line. */
function parseAnswer(stdout: string): Omit<PythonInterpreter, 'command'> | undefined {
  try {
    const told = /^lanes: (.+)$/m.exec(stdout)?.[1];
    const answer = JSON.parse(told ?? '') as Partial<PythonInterpreter> | null;
    return typeof answer?.version === 'string' ? (answer as Omit<PythonInterpreter, 'command'>) : undefined;
  } catch {
    return undefined;
  }
}
