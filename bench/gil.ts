import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Report, ReportLane } from '../src/engine/report/report.ts';
import { bin } from '../test/smoke/lanes.ts';
import { median } from './alternate.ts';

const program = fileURLToPath(new URL('./programs/real-gil.py', import.meta.url));
const python = process.env['PYTHON'] ?? 'python3';
const countRounds = 5;
const convoyRounds = 10;
const wakeUps = 150;
/** What the counting threads count to, all together: about a second's work on a machine of 2024. */
const steps = { python: 16_000_000, node: 2_000_000_000 };

type Figures = Readonly<Record<string, number>>;
type Side = () => Promise<Figures>;

/**
 * The emulated GIL beside CPython's (`PYTHON`, by default `python3`): what counting threads lose,
 * how often they switch, and how late a thread wakes beside them. Prints a table in Markdown:
 * medians, and the range from the lowest to the highest round.
 */
export async function measure(): Promise<void> {
  const { stdout } = await execa(python, ['--version']);
  process.stdout.write(`| | ${stdout} | gil-threads | ratio |\n|---|---|---|---|\n`);
  for (const threads of [2, 4]) await besides(`${threads} threads count`, countRounds, ...counting(threads, 5));
  await besides('2 threads count, interval 1 ms', countRounds, ...counting(2, 1));
  for (const hogs of [1, 2, 4]) {
    const name = `beside ${hogs} ${hogs === 1 ? 'thread' : 'threads'}, ms late`;
    await besides(
      name,
      convoyRounds,
      () => real('convoy', hogs, wakeUps),
      () => emulatedConvoy(hogs),
    );
  }
}

async function besides(name: string, rounds: number, real: Side, emulated: Side): Promise<void> {
  const all: { real: Figures; emulated: Figures }[] = [];
  for (let round = 0; round < rounds; round += 1) all.push({ real: await real(), emulated: await emulated() });
  for (const key of Object.keys(all[0]?.emulated ?? {})) {
    const columns = [all.map((round) => round.real[key] ?? 0), all.map((round) => round.emulated[key] ?? 0)];
    const [one = 0, other = 0] = columns.map(median);
    const cells = [`${name}: ${key}`, ...columns.map(cell), (other / one).toFixed(2)];
    process.stdout.write(`| ${cells.join(' | ')} |\n`);
  }
}

function cell(values: readonly number[]): string {
  const [middle = '', least = '', most = ''] = [median(values), Math.min(...values), Math.max(...values)].map(shown);
  return `${middle} (${least}–${most})`;
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function counting(threads: number, intervalMs: number): [Side, Side] {
  return [
    () => real('count', threads, steps.python / threads, intervalMs),
    () => emulatedCount(threads, steps.node / threads, intervalMs),
  ];
}

async function real(...args: readonly (string | number)[]): Promise<Figures> {
  const { stdout } = await execa(python, [program, ...args.map(String)]);
  return JSON.parse(stdout) as Figures;
}

async function emulatedCount(threads: number, size: number, intervalMs: number): Promise<Figures> {
  const options = ['--tasks', `${threads}`, '--size', `${size}`, '--switch-interval', `${intervalMs}`];
  const [alone, beside] = await lanesOf(['count', '--models', 'sequential,gil-threads', ...options]);
  const ms = beside?.rounds[0]?.workMs ?? Number.NaN;
  return {
    slowDown: ms / (alone?.rounds[0]?.workMs ?? Number.NaN),
    switchesPerSecond: (beside?.rounds[0]?.gil?.switches ?? Number.NaN) / (ms / 1_000),
  };
}

async function emulatedConvoy(hogs: number): Promise<Figures> {
  const options = ['--tasks', `${hogs + 1}`, '--size', `${wakeUps}`];
  const [lane] = await lanesOf(['convoy', '--models', 'gil-threads', ...options]);
  const { p50 = Number.NaN, p99 = Number.NaN } = (lane?.rounds[0]?.tasks.at(-1)?.measured ?? {}) as Partial<Figures>;
  return { p50, p99 };
}

async function lanesOf(options: readonly string[]): Promise<readonly ReportLane[]> {
  const { stdout } = await execa(process.execPath, [bin, 'run', ...options, '--format', 'json'], { stdin: 'ignore' });
  return (JSON.parse(stdout) as Report).lanes;
}
