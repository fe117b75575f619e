import type { TaskContext } from './task.ts';

/** Upper ends of the histogram's bars, in ms; what is later still stands in one more. */
const edges = [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
const barWidth = 20;

interface Input {
  readonly wakeUps: number;
  readonly sleepMs: number;
  /** A first sleep, which does not count, in which the tasks beside it get to work. */
  readonly settleMs: number;
}

/** Sleeps over and over and measures how many ms too late it goes on. Gives how often it woke. */
export async function wakeLate({ wakeUps, sleepMs, settleMs }: Input, context: TaskContext): Promise<number> {
  await context.sleep(settleMs);
  const late: number[] = [];
  while (late.length < wakeUps) {
    const asleepAt = performance.now();
    await context.sleep(sleepMs);
    late.push(Math.max(0, performance.now() - asleepAt - sleepMs));
    context.progress(late.length, wakeUps);
  }
  late.sort((a, b) => a - b);
  const figures = { p50: quantile(late, 0.5), p99: quantile(late, 0.99), max: quantile(late, 1) };
  const counts = histogram(late);
  context.measured({ ...figures, edges, counts });
  const words = Object.entries(figures).map(([name, ms]) => `${name} ${ms.toFixed(1)}`);
  context.print(`ms late: ${words.join(', ')}`);
  for (const line of bars(counts)) context.print(line);
  return wakeUps;
}

/** The smallest of the sorted values that at least `share` of them do not exceed. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function histogram(values: readonly number[]): number[] {
  const counts = [...edges, Number.POSITIVE_INFINITY].map(() => 0);
  for (const value of values) {
    const bar = edges.filter((edge) => value > edge).length;
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return counts;
}

/** One line for each bar from the first to the last that is not empty. */
function bars(counts: readonly number[]): string[] {
  const most = Math.max(...counts);
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  return counts.slice(first, last + 1).map((count, index) => {
    const edge = edges[first + index];
    const range = edge === undefined ? `> ${edges.at(-1)} ms` : `<= ${edge} ms`;
    const bar = '#'.repeat(Math.ceil((count / most) * barWidth));
    return `${range.padStart(9)} ${String(count).padStart(4)} ${bar}`.trimEnd();
  });
}
