import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Report } from '../src/engine/report/report.ts';
import { bin } from '../test/smoke/lanes.ts';
import { alternate } from './alternate.ts';

const bare = fileURLToPath(new URL('./programs/bare-threads.mjs', import.meta.url));
const tasks = 2;
const size = 1_000_000_000;
const rounds = 11;

/** What the events cost: the counting work under `threads` beside that of a bare script. At most 1.02. */
export async function measure(): Promise<void> {
  await alternate({ a: 'threads in a lane', b: 'bare worker_threads' }, inALane, inABareScript, rounds);
}

async function inALane(): Promise<number> {
  const options = [
    'run',
    'count',
    '--models',
    'threads',
    '--tasks',
    `${tasks}`,
    '--size',
    `${size}`,
    '--format',
    'json',
  ];
  const { stdout } = await execa(process.execPath, [bin, ...options], { stdin: 'ignore' });
  const { lanes } = JSON.parse(stdout) as Report;
  return lanes[0]?.rounds[0]?.workMs ?? Number.NaN;
}

async function inABareScript(): Promise<number> {
  const { stdout } = await execa(process.execPath, [bare, `${tasks}`, `${size}`], { stdin: 'ignore' });
  return Number(stdout);
}
