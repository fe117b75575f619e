import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const programs = {
  node: [process.execPath, fileURLToPath(new URL('./decide/hand/node.ts', import.meta.url))],
  // Nothing is written beside the files of the work.
  python: ['python3', '-B', fileURLToPath(new URL('./decide/hand/hand.py', import.meta.url))],
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

/** Has the first `tasks` inputs of `file` done under a model in a process of its own; `lane` may have a number behind a colon. */
export async function runByHand(lane: string, file: string, tasks: number, env: NodeJS.ProcessEnv): Promise<HandRun> {
  const [program, ...args] = programs[lane.startsWith('py-') ? 'python' : 'node'];
  const { stdout } = await execa(program, [...args, file, lane, `${tasks}`, `${poolSize}`], { env, stdin: 'ignore' });
  return JSON.parse(stdout) as HandRun;
}
