import { pythonProgramPath } from '../entries.ts';
import type { PythonInterpreter } from './probe-python.ts';
import { type RunnerCommand, runtime } from './runtime.ts';

/**
 * Isolated (-I) from modules that lie about in the user's folder, and -B: a run writes nothing
 * beside the installed files. -u: what a task writes is not lost when its process dies. Isolated it
 * takes no notice of `PYTHON_GIL` either, so what that says is said as an option.
 */
const flags = ['-I', '-B', '-u'];

/** CPython, or what behaves like it. */
export const python = runtime({
  id: 'python',
  title: 'Python',
  baseline: 'py-sequential',
  command: 'python3',
  oldest: [3, 9],
  namedBy: 'python',
  options: ['python', 'switch-interval'],
  probe: async (command) => (await import('./probe-python.ts')).probePython(command),
  tags: ({ command, version, freeThreaded, gilAsked }: PythonInterpreter) => {
    const [major, minor] = version.split('.');
    // The executable of a free-threaded build has a t too.
    const suffix = `${freeThreaded ? 't' : ''}${gilAsked === undefined ? '' : `+gil=${gilAsked}`}`;
    return [`${major}.${minor}${suffix}`, `${version}${suffix}`, command];
  },
  describe: ({ executable, version, implementation, freeThreaded, gil, switchIntervalMs }) => {
    const build = freeThreaded ? 'free-threaded build' : 'no free-threaded build';
    const lock = gil ? `GIL on, switch interval ${switchIntervalMs} ms` : 'GIL off';
    return `${implementation} ${version}, ${build}, ${lock} (${executable})`;
  },
  runner: (found) => started(found, 'entry.py'),
  look: (found) => started(found, 'look.py'),
});

function started({ executable, gilAsked }: PythonInterpreter, program: 'entry.py' | 'look.py'): RunnerCommand {
  const lock = gilAsked === undefined ? [] : ['-X', `gil=${gilAsked}`];
  return { file: executable, args: [...flags, ...lock, pythonProgramPath(program)] };
}
