import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { descendants } from '../test/processes.ts';
import { openTerminal, type TestTerminal } from '../test/smoke/terminal.ts';

const lines = 1_000_000;
const pauseMs = 150;

/**
 * A task that prints a million lines as fast as it can: how long a key takes to act meanwhile
 * (at most 150 ms), the dashboard's peak memory (under 200 MB), and whether the count is exact.
 */
export async function measure(): Promise<void> {
  const args = ['interleave', '--models', 'threads', '--tasks', '1', '--size', `${lines}`, '--delay', '0'];
  const terminal = openTerminal(160, 48, args);
  await terminal.shows('Number: ');
  const begin = performance.now();
  const latencies: number[] = [];
  while (!terminal.text().includes('All tasks completed!')) {
    latencies.push(await keyToScreen(terminal, 'z', () => terminal.text().includes('worker')));
    await sleep(pauseMs);
    latencies.push(await keyToScreen(terminal, 'z', () => !terminal.text().includes('worker')));
    await sleep(pauseMs);
  }
  const tookMs = performance.now() - begin;
  const peak = peakBytes(terminal);
  terminal.press('q');
  const summary = await terminal.shows(/threads +finished.*/);
  const counted = /threads +finished.* (\d+)/.exec(summary)?.[1];
  terminal.close();
  const sorted = latencies.toSorted((a, b) => a - b);
  process.stdout.write(
    [
      `${lines} lines in ${(tookMs / 1_000).toFixed(1)} s; counted: ${counted}`,
      `key to screen: median ${sorted[sorted.length >> 1]?.toFixed(0)} ms, most ${sorted.at(-1)?.toFixed(0)} ms, of ${sorted.length} keys`,
      `peak memory of the dashboard: ${(peak / 1e6).toFixed(0)} MB`,
      '',
    ].join('\n'),
  );
}

async function keyToScreen(terminal: TestTerminal, key: string, acted: () => boolean): Promise<number> {
  const begin = performance.now();
  terminal.press(key);
  while (!acted()) await sleep(1);
  return performance.now() - begin;
}

function peakBytes({ pty }: TestTerminal): number {
  const pid = descendants(pty.pid).find(({ command }) => command.includes('bin.js'))?.pid;
  const peak = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(peak) * 1_024;
}
