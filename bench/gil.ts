import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Report, ReportLane } from '../src/engine/report/report.ts';
import { bin } from '../test/smoke/lanes.ts';
import { median } from './alternate.ts';

const switchCounter = fileURLToPath(new URL('./programs/gil-switches.py', import.meta.url));
const python = process.env['PYTHON'] ?? 'python3';
const countRounds = 5;
const convoyRounds = 10;
const wakeUps = 150;
/** What the counting threads count to, all together: about a second's work on a machine of 2024. */
const steps = { python: 16_000_000, node: 2_000_000_000 };

type Figures = Readonly<Record<string, number>>;
type Side = () => Promise<Figures>;

/**
 * The emulated GIL beside CPython's (`PYTHON`, by default `python3`): what counting threads lose
 * against counting one after the other, how often they switch, and how late a thread wakes beside
 * them. Prints a table in Markdown: medians, and the range from the lowest to the highest round.
 */
export async function measure(): Promise<void> {
  const { stdout } = await execa(python, ['--version']);
  process.stdout.write(`| | ${stdout} | gil-threads | ratio |\n|---|---|---|---|\n`);
  for (const threads of [2, 4]) {
    const name = `${threads} threads count`;
    await besides(
      name,
      countRounds,
      () => slowDown('py-', threads),
      () => slowDown('', threads),
    );
  }
  for (const intervalMs of [5, 1]) {
    const name = `2 threads count, interval ${intervalMs} ms`;
    await besides(
      name,
      countRounds,
      () => realSwitches(2, intervalMs),
      () => emulatedSwitches(2, intervalMs),
    );
  }
  for (const hogs of [1, 2, 4]) {
    const name = `late beside ${hogs} counting`;
    await besides(
      name,
      convoyRounds,
      () => convoy('py-threads', hogs),
      () => convoy('gil-threads', hogs),
    );
  }
}

/** Takes both figures in turn, `rounds` times, and prints a line of the table for each of them. */
async function besides(name: string, rounds: number, real: Side, emulated: Side): Promise<void> {
  const all: { real: Figures; emulated: Figures }[] = [];
  for (let round = 0; round < rounds; round += 1) all.push({ real: await real(), emulated: await emulated() });
  for (const key of Object.keys(all[0]?.emulated ?? {})) {
    const columns = [all.map((round) => round.real[key] ?? 0), all.map((round) => round.emulated[key] ?? 0)];
    const [one = 0, other = 0] = columns.map(median);
    process.stdout.write(`| ${[`${name}: ${key}`, ...columns.map(cell), (other / one).toFixed(2)].join(' | ')} |\n`);
  }
}

function cell(values: readonly number[]): string {
  const [middle = '', least = '', most = ''] = [median(values), Math.min(...values), Math.max(...values)].map(shown);
  return `${middle} (${least}–${most})`;
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Threads under a GIL against the same counting one after the other, in the same runtime. */
async function slowDown(runtime: 'py-' | '', threads: number): Promise<Figures> {
  const underGil = runtime === '' ? 'gil-threads' : 'py-threads';
  const size = (runtime === '' ? steps.node : steps.python) / threads;
  const lanes = await lanesOf('count', [`${runtime}sequential`, underGil], { tasks: threads, size });
  const [alone = Number.NaN, beside = Number.NaN] = lanes.map(({ rounds: [round] }) => round?.workMs);
  return { 'slow-down': beside / alone };
}

async function realSwitches(threads: number, intervalMs: number): Promise<Figures> {
  const args = [switchCounter, threads, steps.python / threads, intervalMs].map(String);
  const { stdout } = await execa(python, args);
  return { 'switches/s': Number(stdout) };
}

async function emulatedSwitches(threads: number, intervalMs: number): Promise<Figures> {
  const options = { tasks: threads, size: steps.node / threads, 'switch-interval': intervalMs };
  const [lane] = await lanesOf('count', ['gil-threads'], options);
  const { gil, workMs = Number.NaN } = lane?.rounds[0] ?? {};
  return { 'switches/s': ((gil?.switches ?? Number.NaN) / workMs) * 1_000 };
}

async function convoy(name: string, hogs: number): Promise<Figures> {
  const [lane] = await lanesOf('convoy', [name], { tasks: hogs + 1, size: wakeUps });
  const { p50 = Number.NaN, p99 = Number.NaN } = (lane?.rounds[0]?.tasks.at(-1)?.measured ?? {}) as Partial<Figures>;
  return { 'p50, ms': p50, 'p99, ms': p99 };
}

async function lanesOf(scenario: string, lanes: readonly string[], options: Figures): Promise<readonly ReportLane[]> {
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  const interpreter = lanes.some((lane) => lane.startsWith('py-')) ? ['--python', python] : [];
  const args = ['run', scenario, '--models', lanes.join(), ...given, ...interpreter, '--format', 'json'];
  const { stdout } = await execa(process.execPath, [bin, ...args], { stdin: 'ignore' });
  return (JSON.parse(stdout) as Report).lanes;
}
