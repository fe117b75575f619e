import { afterEach, expect, test } from 'vitest';
import { descendants } from '../processes.ts';
import { waitFor } from '../wait-for.ts';
import { afterwards, openTerminal, type TestTerminal } from './terminal.ts';

let screen: TestTerminal | undefined;

afterEach(() => screen?.close());

/** All of it ends within 30 s of its own accord; a busy machine takes a little longer to draw it. */
const patienceMs = 90_000;

function open(...args: readonly string[]): TestTerminal {
  screen = openTerminal(80, 24, args);
  return screen;
}

function runnersOf({ pty }: TestTerminal): number {
  return descendants(pty.pid).filter(({ command }) => command.includes('runner.js')).length;
}

test('a key decides which model to use, and the answer is left on the screen', async () => {
  const shown = open('count', '--size', '1e6', '--tasks', '2', '--models', 'sequential,promises');
  await shown.shows('done in');
  shown.press('d');
  await shown.shows('deciding: ');
  await shown.shows(/decided in \S+ s · (Use|No recommendation)/, patienceMs);
  shown.press('a');
  await shown.shows(/answer ═[\s\S]*║ (Use \w+|No recommendation):/);
  shown.press('q');
  const left = await shown.shows(afterwards);
  expect(left).toMatch(/^(Use \w+|No recommendation): /m);
  expect(afterwards.exec(left)?.[1]).toBe('0');
  expect(shown.inAlternateScreen()).toBe(false);
}, 120_000);

test('to quit while it decides leaves the answer so far, and no run', async () => {
  const shown = open('interleave', '--delay', '20000');
  await waitFor('the runs', () => runnersOf(shown) === 6);
  shown.press('d');
  await shown.shows('deciding: first look');
  await shown.shows(/sequential .*running/);
  shown.press('q');
  const left = await shown.shows(afterwards);
  expect(left).toContain('No recommendation: it was ended before a first task came to its end');
  await waitFor('the runs to be gone', () => runnersOf(shown) === 0);
}, 60_000);
