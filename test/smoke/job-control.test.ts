import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { descendants } from '../processes.ts';
import { waitFor } from '../wait-for.ts';
import { commandLine, openShell, type TestTerminal } from './terminal.ts';

let terminal: TestTerminal | undefined;

afterEach(() => {
  terminal?.close();
  terminal = undefined;
});

const stopped = /Stopped[\s\S]*shell>\s*$/;
const header = /^lanes {2}/;
const suspend = '\u001a';

async function typeInShell(command: string): Promise<TestTerminal> {
  const screen = openShell(80, 24);
  terminal = screen;
  await screen.shows('shell>');
  screen.press(`${command}\n`);
  return screen;
}

/** The dashboard, with runs that take long, started by an interactive shell. */
async function started(): Promise<{ screen: TestTerminal; dashboard: number }> {
  const screen = await typeInShell(commandLine(['--delay', '20000', '--models', 'promises']));
  await screen.shows('Letter: a');
  return { screen, dashboard: dashboardOf(screen) };
}

function dashboardOf({ pty }: TestTerminal): number {
  const found = descendants(pty.pid).find(({ command }) => command.includes('bin.js'));
  if (found === undefined) throw new Error('the dashboard does not run');
  return found.pid;
}

/** Resolves when the shell has the terminal again, as it was. */
async function expectStopped(screen: TestTerminal): Promise<void> {
  await screen.shows(stopped);
  expect(screen.inAlternateScreen()).toBe(false);
  expect(screen.cursorIsHidden()).toBe(false);
  screen.press('stty -a | tr ";" "\\n"\n');
  await screen.shows(/(?<!-)icanon/);
  expect(screen.text()).toMatch(/(?<!-)echo(?!\w)/);
  screen.press('clear\n');
  await screen.shows(/^shell>\s*$/);
}

async function expectDrawn(screen: TestTerminal): Promise<void> {
  await waitFor('the alternate screen', screen.inAlternateScreen);
  await screen.shows(/^lanes {2}[\s\S]*Letter: a[\s\S]* q quit *$/);
  expect(screen.text()).not.toContain('shell>');
}

/** Its keys are heard one by one: it has the terminal raw. */
async function expectHeard(screen: TestTerminal): Promise<void> {
  screen.press('z');
  await screen.shows('all tasks at once on one event loop');
}

/** Leaves, and sees that the shell is well. */
async function leave(screen: TestTerminal): Promise<void> {
  screen.press('q');
  await screen.shows(/promises +stopped[\s\S]*shell>\s*$/);
  expect(screen.inAlternateScreen()).toBe(false);
}

describe('in a shell with job control', () => {
  test('Ctrl-Z twice in one read stops the job once, and says that the runs go on', async () => {
    const { screen } = await started();
    screen.press(suspend + suspend);
    await screen.shows('lanes: the runs go on, and wait where a pipe is full; fg shows them again');
    await expectStopped(screen);
    screen.press('fg\n');
    await expectDrawn(screen);
    await expectHeard(screen);
    await leave(screen);
  });

  test('Ctrl-Z can be pressed again and again', async () => {
    const { screen } = await started();
    for (let turn = 0; turn < 3; turn += 1) {
      screen.press(suspend);
      await expectStopped(screen);
      screen.press('fg\n');
      await expectDrawn(screen);
    }
    await leave(screen);
  });

  test.each(['SIGTSTP', 'SIGSTOP'] as const)('is drawn whole, and hears keys, after %s and fg', async (signal) => {
    const { screen, dashboard } = await started();
    process.kill(dashboard, signal);
    await screen.shows(/Stopped/);
    if (signal === 'SIGTSTP') await expectStopped(screen);
    screen.press('fg\n');
    await expectDrawn(screen);
    await expectHeard(screen);
    await leave(screen);
  });

  test('fits the window that was changed while it was stopped', async () => {
    const { screen } = await started();
    screen.press(suspend);
    await expectStopped(screen);
    await screen.resize(100, 30);
    screen.press('fg\n');
    await expectDrawn(screen);
    await waitFor('the hints in the last row', () => screen.rows()[29]?.includes(' q quit'));
    expect(screen.rows()[0]).toMatch(header);
  });

  test('started in the background, it waits, writes nothing, and is drawn when it is brought to the front', async () => {
    const screen = await typeInShell(`${commandLine(['--delay', '20000', '--models', 'promises'])} &`);
    // The shell tells of it at its next prompt.
    await waitFor('the job to be stopped by the terminal', async () => {
      screen.press('\n');
      await sleep(200);
      return /Stopped/.test(screen.text());
    });
    expect(screen.raw()).not.toContain('\u001b[?');
    screen.press('fg\n');
    await expectDrawn(screen);
    await expectHeard(screen);
    await leave(screen);
  });

  test('sent to the background, it waits for the front again', async () => {
    const { screen } = await started();
    screen.press(suspend);
    await expectStopped(screen);
    const before = screen.raw().length;
    screen.press('bg\n');
    await waitFor('the job to be stopped by the terminal', async () => {
      screen.press('\n');
      await sleep(200);
      return /Stopped/.test(screen.text());
    });
    expect(screen.raw().slice(before)).not.toContain('\u001b[?1049h');
    screen.press('fg\n');
    await expectDrawn(screen);
    await leave(screen);
  });

  test('ends, with its runs, when it is told to while it is stopped', async () => {
    const { screen } = await started();
    const runs = descendants(screen.pty.pid).length;
    expect(runs).toBeGreaterThan(1);
    screen.press(suspend);
    await expectStopped(screen);
    screen.press('kill %1; fg\n');
    await screen.shows(/promises +stopped/);
    await waitFor('all to be gone', () => descendants(screen.pty.pid).length === 0);
    expect(screen.inAlternateScreen()).toBe(false);
  });
});
