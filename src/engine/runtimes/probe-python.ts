import { ask } from './ask.ts';
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
  const found = await askPython(command, timeoutMs);
  if ('reason' in found) return { ...found, command: named };
  const gilAsked = (asked ?? process.env['PYTHON_GIL']) as GilState | undefined;
  if (found.freeThreaded && (gilAsked === '0' || gilAsked === '1')) {
    return { ...found, command: named, gil: gilAsked === '1', gilAsked };
  }
  if (asked !== '0') return { ...found, command: named };
  return { command: named, reason: `${command} cannot do without its GIL: it is no free-threaded build; ${advice}` };
}

async function askPython(command: string, timeoutMs: number): Promise<PythonInterpreter | NoInterpreter> {
  const args = ['-E', '-s', '-B', '-c', script];
  const answer = await ask<Omit<PythonInterpreter, 'command'>>(command, { title: 'Python', args, advice, timeoutMs });
  if ('reason' in answer) return answer;
  return { ...answer, command, executable: wrapperPath(command) ?? (answer.executable || command) };
}
