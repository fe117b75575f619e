import { afterEach, describe, expect, test } from 'vitest';
import { descendants, isRunning } from '../processes.ts';
import { waitFor } from '../wait-for.ts';
import { afterwards, openTerminal, type TestTerminal } from './terminal.ts';

const models = ['sequential', 'promises', 'threads', 'forks', 'thread-pool', 'process-pool'];
const sizes = [
  [80, 24],
  [160, 48],
] as const;

let terminal: TestTerminal | undefined;

afterEach(() => {
  terminal?.close();
  terminal = undefined;
});

function open(columns: number, rows: number, args: readonly string[] = [], env = {}): TestTerminal {
  terminal = openTerminal(columns, rows, args, env);
  return terminal;
}

function dashboardOf({ pty }: TestTerminal): number {
  const found = descendants(pty.pid).find(({ command }) => command.includes('bin.js'));
  if (found === undefined) throw new Error('the dashboard does not run');
  return found.pid;
}

/** The processes of runs: their runners, and the workers that are processes of their own. */
function runProcessesOf({ pty }: TestTerminal): number[] {
  return descendants(pty.pid).flatMap(({ pid, command }) =>
    /dist\/(runner\.js|fork\.cjs|pool-worker\.cjs)/.test(command) ? [pid] : [],
  );
}

/** Six lanes of two tasks, each of them in its runner, and those of forks and of a pool in two processes more. */
async function runsOnScreen(screen: TestTerminal): Promise<number[]> {
  await screen.shows('Letter: a');
  return waitFor('the processes of six lanes', () => {
    const found = runProcessesOf(screen);
    return found.length >= 10 ? found : undefined;
  });
}

async function expectRestored(screen: TestTerminal, exitCode: number): Promise<void> {
  const shown = await screen.shows(/ended with[\s\S]*echo/);
  expect(afterwards.exec(shown)?.[1]).toBe(String(exitCode));
  expect(screen.inAlternateScreen()).toBe(false);
  expect(screen.cursorIsHidden()).toBe(false);
  expect(screen.marksPastes()).toBe(false);
  expect(shown).toMatch(/(?<!-)icanon/);
  expect(shown).toMatch(/(?<!-)echo(?!\w)/);
}

describe.each(sizes)('at %i×%i', (columns, rows) => {
  test('runs the interleaving scenario at once, switches scenarios by keys, quits and leaves a summary', async () => {
    const screen = open(columns, rows, ['--delay', '300']);
    await screen.shows('Number: 1');
    // A frame arrives in pieces: what is further down may still be on its way.
    for (const model of models) await screen.shows(model);
    expect(screen.inAlternateScreen()).toBe(true);
    expect(screen.rows().every((row) => row.length <= columns)).toBe(true);
    await screen.shows('All tasks completed!');

    screen.press('3');
    await screen.shows('Task completed with count = 800000000');
    screen.press('2');
    await screen.shows(/count 2/);
    screen.press('4');
    await screen.shows(/Fetched|status: \d+/);
    screen.press('q');
    // What a busy machine is warned of may push the heading off a screen of 24 lines.
    await screen.shows(/^process-pool +(stopped|finished)/m);
    await expectRestored(screen, 0);
    expect(screen.text()).toContain('sequential');
  });

  test('zooms a pane, shows the help, and comes back', async () => {
    const screen = open(columns, rows, ['--delay', '100']);
    await screen.shows('Number: 0');
    screen.press('\t');
    screen.press('z');
    await waitFor('the other panes to go', () => !screen.text().includes('process-pool'));
    await screen.shows('promises');
    screen.press('\u001b');
    await screen.shows('process-pool');
    screen.press('?');
    await screen.shows('together');
    screen.press('\u001b');
    await screen.shows('process-pool');
  });
});

test('survives every size and says what it needs where it is too small', async () => {
  const screen = open(120, 40, ['--delay', '2000']);
  await screen.shows('Number: 0');
  for (const [columns, rows] of [
    [1, 1],
    [3, 2],
    [10, 3],
    [200, 2],
    [2, 60],
    [39, 11],
    [250, 70],
  ] as const) {
    const before = screen.raw().length;
    await screen.resize(columns, rows);
    await waitFor('something to be drawn', () => screen.raw().length > before);
  }
  await screen.resize(30, 8);
  await screen.shows(/30x8/);
  await screen.resize(80, 24);
  await screen.shows('process-pool');
});

test.each([
  ['q', 0],
  ['\u0003', 130],
])('restores the terminal after %j while runs go on, and leaves none of them', async (key, exitCode) => {
  const screen = open(80, 24, ['--delay', '20000']);
  const runners = await runsOnScreen(screen);
  screen.press(key);
  await expectRestored(screen, exitCode);
  await waitFor('the runs to be gone', () => !runners.some(isRunning));
});

test.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGQUIT', 131],
  ['SIGINT', 130],
  ['SIGUSR2', 140],
] as const)(
  'after %s restores the terminal, says how far it came, and leaves no run behind',
  async (signal, exitCode) => {
    const screen = open(80, 48, ['--delay', '20000']);
    const runners = await runsOnScreen(screen);
    expect(screen.marksPastes()).toBe(true);
    process.kill(dashboardOf(screen), signal);
    await expectRestored(screen, exitCode);
    expect(screen.text()).toMatch(/^interleave: 2 tasks, lanes together/m);
    for (const model of models) expect(screen.text()).toMatch(new RegExp(`^${model} +stopped`, 'm'));
    await waitFor('the runs to be gone', () => !runners.some(isRunning));
  },
);

test('ends at once at a second signal, and leaves no run behind', async () => {
  const screen = open(80, 48, ['--delay', '20000']);
  const runners = await runsOnScreen(screen);
  const dashboard = dashboardOf(screen);
  // Both wait for it when it goes on; which of them comes first is the kernel's affair.
  for (const signal of ['SIGSTOP', 'SIGHUP', 'SIGTERM', 'SIGCONT'] as const) process.kill(dashboard, signal);
  const shown = await screen.shows(afterwards);
  await expectRestored(screen, shown.includes('ended with 129') ? 129 : 143);
  expect(screen.text()).not.toContain('stopped');
  await waitFor('the runs to be gone', () => !runners.some(isRunning));
});

test('restores the terminal after what nobody caught, says what it was, and leaves no run behind', async () => {
  const source = `process.on('SIGWINCH', () => { throw new Error('torn apart'); });`;
  const onlyHere = `if (process.argv[1]?.endsWith('bin.js')) ${source}`;
  const preload = `data:text/javascript,${encodeURIComponent(onlyHere)}`;
  const screen = open(80, 48, ['--delay', '20000'], { NODE_OPTIONS: `--import=${preload}` });
  const runners = await runsOnScreen(screen);
  await screen.resize(80, 50);
  await expectRestored(screen, 1);
  expect(screen.text()).toContain('Error: torn apart');
  await waitFor('the runs to be gone', () => !runners.some(isRunning));
});

test('restores the terminal when all that it has started was killed', async () => {
  const screen = open(80, 48, ['--delay', '20000']);
  const runners = await runsOnScreen(screen);
  for (const runner of runners) if (isRunning(runner)) process.kill(runner, 'SIGKILL');
  await screen.shows('6 failed');
  screen.press('q');
  await expectRestored(screen, 1);
});

test('leaves no run behind when it is killed with SIGKILL', async () => {
  const screen = open(80, 24, ['--delay', '20000']);
  const runners = await runsOnScreen(screen);
  process.kill(dashboardOf(screen), 'SIGKILL');
  await waitFor('the runs to be gone', () => !runners.some(isRunning));
});

test('shows no colour with NO_COLOR, and says every state in words', async () => {
  const screen = open(80, 24, ['--delay', '100'], { NO_COLOR: '1' });
  await screen.shows('finished');
  const colours = screen
    .raw()
    .split('\u001b[')
    .filter((rest) => /^(?:\d+;)*(?:3\d|4\d|9\d|10\d)m/.test(rest));
  expect(colours).toEqual([]);
});

test('takes a burst of keys that comes as one', async () => {
  const screen = open(80, 24, ['--delay', '2000']);
  await screen.shows('Number: 0');
  screen.press('+++');
  await screen.shows('5 tasks');
});
