import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const programs = {
  node: [process.execPath, path('./decide/hand/node.ts')],
  // Nothing is written beside the files of the work.
  python: ['python3', '-B', path('./decide/hand/hand.py')],
  piscina: [process.execPath, path('./overhead/piscina.ts')],
} as const;

/** Workers that a pool has, in lanes and by hand, where no other number is meant. */
export const poolSize = availableParallelism();

/** What a program written by hand tells of one run. */
export interface HandRun {
  /** From before the first worker was asked for until all results were whole in the caller and all workers gone. */
  readonly ms: number;
  /** Of all results, in the order of the inputs. */
  readonly digest: string;
}

/** One run of some work under a model, in a process of its own. */
export interface HandJob {
  /** May have a number behind a colon. */
  readonly lane: string;
  /** A file, with `#` and the name of the export where it needs one. */
  readonly file: string;
  /** So many of its first inputs, or so many numbers. */
  readonly tasks: number;
  readonly program?: keyof typeof programs;
  readonly env?: NodeJS.ProcessEnv;
}

/** Has work done by a program that was written by hand, or by a pool library. */
export async function runByHand({ lane, file, tasks, env = {}, program }: HandJob): Promise<HandRun> {
  const [command, ...args] = programs[program ?? (lane.startsWith('py-') ? 'python' : 'node')];
  const { stdout } = await execa(command, [...args, file, lane, `${tasks}`, `${poolSize}`], { env, stdin: 'ignore' });
  return JSON.parse(stdout) as HandRun;
}

/** How a command of lanes ended that had nothing to tell, and the last that it said of that. */
export function lastWord({ exitCode, signal, stderr }: { exitCode?: number; signal?: string; stderr: string }): string {
  const said = stderr.split('\n').findLast((line) => /^lanes:|Error/.test(line));
  return `ended with ${signal ?? exitCode}: ${said ?? stderr.slice(0, 200)}`;
}
