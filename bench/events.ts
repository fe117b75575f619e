import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { fold } from '../src/engine/lane/fold.ts';
import { newLane } from '../src/engine/lane/lane.ts';
import { planOf } from '../src/engine/plan.ts';
import type { Report } from '../src/engine/report/report.ts';
import { startGuard } from '../src/engine/supervise/guard.ts';
import { startRun } from '../src/engine/supervise/run.ts';
import { scenarios } from '../src/tasks/scenarios.ts';
import { bin } from '../test/smoke/lanes.ts';
import { alternate } from './alternate.ts';

const bare = fileURLToPath(new URL('./programs/bare-threads.mjs', import.meta.url));
const writers = fileURLToPath(new URL('./programs/writers.mjs', import.meta.url));
const tasks = 2;
const size = 1_000_000_000;
const rounds = 11;
const writerCount = 8;
const eventsEach = 250_000;

/**
 * How many events are taken a second from eight processes that share a pipe, checked and folded: at
 * least 300,000. And what events cost: the counting work under `threads` beside that of a bare
 * script. At most 1.02.
 */
export async function measure(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await foldedASecond();
  await alternate({ a: 'threads in a lane', b: 'bare worker_threads' }, inALane, inABareScript, rounds);
}

async function foldedASecond(): Promise<void> {
  const [scenario] = scenarios;
  if (scenario === undefined) throw new Error('scenarios are missing');
  const specs = Array.from({ length: writerCount }, (_, id) => ({ id, task: 'write', label: `${id}`, input: null }));
  let lane = newLane('forks', specs);
  let count = 0;
  let begin: number | undefined;
  const run = startRun({
    plan: planOf(scenario, { lanes: ['forks'], workers: 8, live: 8, seed: 1 }),
    lane: 'forks',
    runner: { file: process.execPath, args: [writers, `${eventsEach}`] },
    tasks: specs,
    guard: await startGuard(),
    onEvents: (events) => {
      if (events.some(({ type }) => type === 'progress')) begin ??= performance.now();
      count += events.length;
      lane = fold(lane, events);
    },
  });
  const { cpuUsage } = process;
  const before = cpuUsage();
  await run.ended;
  const { user, system } = cpuUsage(before);
  const seconds = (performance.now() - (begin ?? 0)) / 1_000;
  process.stdout.write(
    `${writerCount} writers: ${Math.round(count / seconds).toLocaleString('en')} events a second ` +
      `(${count} in ${seconds.toFixed(2)} s, ${(((user + system) * 1_000) / count).toFixed(0)} ns of CPU each); ${lane.state}\n`,
  );
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
