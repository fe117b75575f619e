import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { descendants } from '../processes.ts';
import { waitFor } from '../wait-for.ts';
import { commandLine, openShell, type TestTerminal } from './terminal.ts';

/** Its picture stands still when it was played, and is always the same. */
const log = fileURLToPath(new URL('../fixtures/logs/together.log', import.meta.url));
const replay = ['replay', log, '--speed', 'max'];

let terminal: TestTerminal | undefined;

afterEach(() => {
  terminal?.close();
  terminal = undefined;
});

/** The dashboard when it stands still, and what a fresh draw of it shows. */
async function played(): Promise<{ screen: TestTerminal; fresh: string }> {
  const screen = openShell(80, 24, ['-c', commandLine(replay)]);
  terminal = screen;
  await screen.shows(/done in/);
  const written = screen.raw().length;
  screen.press('\u000c');
  await waitFor('the fresh draw', () => /2J[\s\S]*quit/.test(screen.raw().slice(written)));
  await screen.drawn();
  const fresh = screen.text();
  expect(fresh).toMatch(/^lanes /);
  expect(fresh).toMatch(/ q quit *$/);
  return { screen, fresh };
}

async function expectScreen(screen: TestTerminal, fresh: string): Promise<void> {
  await waitFor('the screen of a fresh draw', () => screen.text() === fresh).catch((error: Error) => {
    throw new Error(`${error.message}; the screen was:\n${screen.text()}`);
  });
}

test('begins in the corner of an empty screen, wherever the cursor was', async () => {
  const screen = openShell(80, 24, ['-c', `printf 'one\\ntwo'; ${commandLine(replay)}`]);
  terminal = screen;
  await screen.shows(/done in/);
  expect(screen.rows()[0]).toMatch(/^lanes /);
  expect(screen.text()).not.toContain('two');
  const before = screen.text();
  screen.press('\u000c');
  await expectScreen(screen, before);
});

test('is whole after the window was made higher and lower again, row by row', async () => {
  const { screen, fresh } = await played();
  for (let turn = 0; turn < 3; turn += 1) {
    for (const rows of [25, 26, 27, 28, 29, 30, 29, 28, 27, 26, 25, 24]) {
      await screen.resize(80, rows);
      await sleep(33);
    }
    await expectScreen(screen, fresh);
  }
});

test('is whole after any sizes, in any time', async () => {
  const { screen, fresh } = await played();
  const size = fc.record({ columns: fc.integer({ min: 1, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) });
  const step = fc.record({ size, ms: fc.integer({ min: 0, max: 60 }) });
  for (const steps of fc.sample(fc.array(step, { minLength: 1, maxLength: 6 }), { seed: 9, numRuns: 24 })) {
    for (const { size, ms } of steps) {
      await screen.resize(size.columns, size.rows);
      await sleep(ms);
    }
    await screen.resize(80, 24);
    await expectScreen(screen, fresh);
  }
});

test('is whole after the program was stopped without asking, and the window was changed meanwhile', async () => {
  const { screen, fresh } = await played();
  const dashboard =
    descendants(screen.pty.pid).find(({ command }) => command.includes('bin.js'))?.pid ?? screen.pty.pid;
  process.kill(dashboard, 'SIGSTOP');
  await screen.resize(60, 20);
  await screen.resize(80, 24);
  process.kill(dashboard, 'SIGCONT');
  await expectScreen(screen, fresh);
});
