import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Report } from '../src/engine/report/report.ts';
import { bin } from '../test/smoke/lanes.ts';
import { inTurn, median, ratiosOf } from './alternate.ts';
import { lastWord, runByHand } from './hand.ts';

/** What can be chosen: how many rounds, at least nine to be told; and which lanes, with commas between. */
export interface OverheadOptions {
  readonly count?: string;
  readonly only?: string;
}

/** Some work, and how many times as long a lane may take for it as the other program. */
interface Work {
  readonly name: 'compute' | 'empty' | 'big';
  readonly title: string;
  readonly tasks: number;
  readonly most: number;
}

const works: readonly Work[] = [
  { name: 'compute', title: '24 tasks of 50 ms', tasks: 24, most: 1.03 },
  // Of pools alone: their rate of empty tasks is at least 0.9 of the other's.
  { name: 'empty', title: '5,000 empty tasks', tasks: 5_000, most: 1 / 0.9 },
  { name: 'big', title: '4 results of 20 MB', tasks: 4, most: 1.1 },
];
const lanes = ['promises', 'thread-pool', 'process-pool', 'py-thread-pool', 'py-process-pool'];
const path = (name: string) => fileURLToPath(new URL(`./overhead/${name}`, import.meta.url));

/**
 * What a lane costs beyond the same work under the same model without lanes: by hand (Promise.all, a pool of
 * worker_threads, a pool of forks, ThreadPoolExecutor, ProcessPoolExecutor), and by a pool library used directly.
 * Compared are equal spans: the lane's wall time, from the epoch (the file is loaded, the inputs are made) until
 * the last worker is gone, and of the other program the time from before it asks for its first worker until all
 * results are whole in it and its workers are gone. Neither has the start of its process in it, nor what is done
 * with the results afterwards. Each run of either is a process of its own, in turn.
 */
export async function measure({ count = '9', only }: OverheadOptions): Promise<void> {
  const chosen = only?.split(',') ?? lanes;
  process.stdout.write(
    '| work | lane | beside | lane, ms | beside, ms | ratio | range | at most | |\n|---|---|---|--:|--:|--:|---|--:|---|\n',
  );
  for (const work of works) {
    for (const lane of chosen.filter((one) => work.name !== 'empty' || one.endsWith('pool'))) {
      await tell(work, lane, Number(count));
      if (work.name === 'empty' && lane === 'thread-pool') await tell(work, lane, Number(count), 'piscina');
    }
  }
}

async function tell(work: Work, lane: string, rounds: number, program?: 'piscina'): Promise<void> {
  const cells = await compare(work, lane, rounds, program).catch((error: Error) => [`failed: ${error.message}`]);
  process.stdout.write(`| ${[work.title, lane, program ?? 'by hand', ...cells].join(' | ')} |\n`);
  if (cells.at(-1) !== 'kept') process.exitCode = 1;
}

async function compare({ name, tasks, most }: Work, lane: string, rounds: number, program?: 'piscina') {
  const file = `${path(lane.startsWith('py-') ? 'work.py' : 'work.mjs')}#${name}`;
  const pairs = await inTurn(
    () => runAsLane(lane, file, tasks),
    async () => (await runByHand({ lane, file, tasks, ...(program && { program }) })).ms,
    rounds,
  );
  const ratios = ratiosOf(pairs);
  const ratio = median(ratios);
  return [
    median(pairs.map(({ a }) => a)).toFixed(1),
    median(pairs.map(({ b }) => b)).toFixed(1),
    ratio.toFixed(3),
    `${Math.min(...ratios).toFixed(3)}–${Math.max(...ratios).toFixed(3)}`,
    most.toFixed(3),
    ratio <= most ? 'kept' : 'MISSED',
  ];
}

/** The wall time of one run, ms. */
async function runAsLane(lane: string, file: string, tasks: number): Promise<number> {
  const args = ['run', file, '--models', lane, '--tasks', `${tasks}`, '--format', 'json'];
  const ended = await execa(process.execPath, [bin, ...args], { stdin: 'ignore', reject: false });
  if (ended.stdout === '') throw new Error(lastWord(ended));
  const [ran] = (JSON.parse(ended.stdout) as Report).lanes;
  if (ran?.state !== 'finished') throw new Error(ran?.reason ?? ran?.state);
  return ran.rounds[0]?.wallMs ?? Number.NaN;
}
