import { entryPath } from '../entries.ts';
import type { Interpreter, RunnerCommand } from './runtime.ts';
import { runtime } from './runtime.ts';

/** Stands for the Node.js that lanes itself runs on. */
const command = 'node';

/**
 * A user's file may lie in a folder that does not say what its modules are: Node finds out, and
 * would tell so once in each worker.
 */
const flags = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];

/** Node.js: the one that lanes itself runs on, or another that the user named by its path. */
export const node = runtime({
  id: 'node',
  title: 'Node',
  baseline: 'sequential',
  command,
  // The first of its line that strips types without being asked to.
  oldest: [22, 18],
  namedBy: 'node',
  options: ['node', 'libuv-threads'],
  probe: async (named) => {
    if (named === command) return { command, executable: process.execPath, version: process.versions.node };
    return (await import('./probe-node.ts')).probeNode(named);
  },
  tags: ({ command: named, version }) => {
    const [major, minor] = version.split('.');
    return [`${major}`, `${major}.${minor}`, version, named];
  },
  describe: ({ executable, version }) => `Node.js ${version} (${executable})`,
  runner: (found) => started(found, 'runner.js'),
  look: (found) => started(found, 'look.js'),
});

function started({ executable }: Interpreter, program: 'runner.js' | 'look.js'): RunnerCommand {
  return { file: executable, args: [...flags, entryPath(program)] };
}
