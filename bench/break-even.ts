import { execa } from 'execa';
import type { Report, ReportLane } from '../src/engine/report/report.ts';
import { typicalTimes } from '../src/engine/report/typical.ts';
import { bin } from '../test/smoke/lanes.ts';

const tasks = 4;
const rounds = 5;
const models = ['sequential', 'threads', 'forks', 'thread-pool'];
/** So many lengths of a task are measured, from half the lowest prediction to twice the highest. */
const steps = 5;

/** How long a task is, in ms, and how many times as fast a lane was than the sequential one. */
interface Point {
  readonly lengthMs: number;
  readonly speedUp: number;
}

/**
 * The break-evens that one session at the default size predicts, and where the lanes really
 * cross the sequential one, measured on either side. Prints a table in Markdown.
 */
export async function measure(): Promise<void> {
  const predictions = await session();
  const wanted = predictions.breakEven.flatMap(({ fromLengthMs }) => fromLengthMs ?? []);
  const [{ lengthMs = Number.NaN } = {}] = predictions.breakEven;
  const [low, high] = [Math.min(...wanted) / 2, Math.max(...wanted) * 2];
  const points = new Map<string, Point[]>();
  for (let step = 0; step < steps; step += 1) {
    const wantedMs = low * (high / low) ** (step / (steps - 1));
    const { lanes } = await session((predictions.scenario.size * wantedMs) / lengthMs);
    const measuredMs = lengthOf(lanes);
    for (const { lane, speedUp } of lanes) {
      if (speedUp === undefined) continue;
      points.set(lane, [...(points.get(lane) ?? []), { lengthMs: measuredMs, speedUp: speedUp }]);
    }
  }
  process.stdout.write('| | predicted | measured | ratio | speed-up by length |\n|---|--:|--:|--:|---|\n');
  for (const { lane, fromLengthMs = Number.NaN } of predictions.breakEven) {
    const measured = points.get(lane) ?? [];
    const crossing = crossingOf(measured);
    const shown = measured.map(({ lengthMs: at, speedUp }) => `${at.toFixed(0)} ms ${speedUp.toFixed(2)}×`).join(', ');
    const figures = [fromLengthMs, crossing].map((ms) => `${ms.toFixed(0)} ms`);
    process.stdout.write(`| ${[lane, ...figures, (fromLengthMs / crossing).toFixed(2), shown].join(' | ')} |\n`);
  }
}

/** The length from which on the lane was faster, between the last two points of which it was not so at one. */
function crossingOf(points: readonly Point[]): number {
  const after = points.findLastIndex(({ speedUp }) => speedUp <= 1) + 1;
  const [before, next] = [points[after - 1], points[after]];
  if (before === undefined || next === undefined) return Number.NaN;
  const share = Math.log(1 / before.speedUp) / Math.log(next.speedUp / before.speedUp);
  return before.lengthMs * (next.lengthMs / before.lengthMs) ** share;
}

function lengthOf(lanes: readonly ReportLane[]): number {
  const base = lanes.find(({ lane }) => lane === 'sequential');
  return ((base && typicalTimes(base)?.workMs) ?? Number.NaN) / tasks;
}

async function session(size?: number): Promise<Report> {
  const ofSize = size === undefined ? [] : ['--size', `${Math.round(size)}`];
  const args = ['run', 'count', '--tasks', `${tasks}`, ...ofSize, '--models', models.join(), '--rounds', `${rounds}`];
  const { stdout } = await execa(process.execPath, [bin, ...args, '--format', 'json'], { stdin: 'ignore' });
  return JSON.parse(stdout) as Report;
}
