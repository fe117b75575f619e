import { findModel, type Runtime } from '../catalog.ts';
import { entryPath, pythonEntryPath } from '../entries.ts';
import { interpreterFor } from './interpreters.ts';

/** How the process of a run is started; it reads its request from standard input. */
export interface RunnerCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/** Or why it cannot be. */
interface NoRunner {
  readonly unavailable: string;
}

type FindRunner = (lane: string, pythons: readonly string[]) => Promise<RunnerCommand | NoRunner>;

/**
 * Isolated (-I) from modules that lie about in the user's folder, and -B: a run writes nothing
 * beside the installed files. -u: what a task writes is not lost when its process dies.
 */
const pythonFlags = ['-I', '-B', '-u'];

const runners: Readonly<Record<Runtime, FindRunner>> = {
  node: async () => ({ file: process.execPath, args: [entryPath('runner.js')] }),
  python: async (lane, pythons) => {
    const found = await interpreterFor(lane, pythons);
    if ('reason' in found) return { unavailable: found.reason };
    return { file: found.executable, args: [...pythonFlags, pythonEntryPath()] };
  },
};

/** How to start the run of a lane. `pythons` are the commands of the interpreters that there are. */
export function runnerFor(lane: string, pythons: readonly string[]): ReturnType<FindRunner> {
  const model = findModel(lane);
  if (model === undefined) return Promise.resolve({ unavailable: `there is no model ${lane}` });
  return runners[model.runtime](lane, pythons);
}
