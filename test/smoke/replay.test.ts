import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { validReport } from '../valid-json.ts';
import { waitFor } from '../wait-for.ts';
import { bin, lanes } from './lanes.ts';
import { afterwards, openTerminal, type TestTerminal } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
const file = join(folder, 'interleave.log');
const liveReport = join(folder, 'live.json');
let terminal: TestTerminal | undefined;

beforeAll(async () => {
  const args = ['run', 'interleave', '--models', 'sequential,promises', '--delay', '40', '--format', 'json'];
  await lanes(...args, '--record', file, '--output', liveReport);
});
afterEach(() => {
  terminal?.close();
  terminal = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('lanes replay without a terminal', () => {
  test('prints the report that the run printed, byte for byte, and the same again', async () => {
    const live = readFileSync(liveReport, 'utf8');
    expect(validReport(live).lanes).toHaveLength(2);
    for (const name of ['one.json', 'two.json']) {
      const output = join(folder, name);
      const { exitCode, stderr } = await lanes('replay', file, '--format', 'json', '--output', output);
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(readFileSync(output, 'utf8')).toBe(live);
    }
  });

  test('reads a log before which an editor put a byte order mark', async () => {
    const marked = join(folder, 'marked.log');
    writeFileSync(marked, `\ufeff${readFileSync(file, 'utf8')}`);
    const { stdout, exitCode } = await lanes('replay', marked, '--format', 'json');
    expect([stdout, exitCode]).toEqual([readFileSync(liveReport, 'utf8').trimEnd(), 0]);
  });

  test('ends as the run ended', async () => {
    const failing = join(folder, 'failing.log');
    const args = ['run', 'interleave', '--models', 'promises', '--timeout', '0.3', '--record', failing];
    const live = await lanes(...args);
    const { stdout, exitCode } = await lanes('replay', failing);
    expect(live.exitCode).toBe(1);
    expect(exitCode).toBe(1);
    expect(stdout).toBe(live.stdout);
  });

  test.each([
    [['replay'], "missing required argument 'log'"],
    [['replay', join(folder, 'none.log')], 'none.log: no such file; accepted: a log as --record writes it'],
    [['replay', folder], ': a folder; accepted: a log'],
    [['replay', bin], 'line 1: not JSON; accepted: a log'],
    [['replay', file, '--speed', 'fast'], '--speed: got "fast"; accepted: a number from 0.01 to 1,000'],
    [['run', 'count', '--record', folder], `${JSON.stringify(folder)} is no file`],
    [['run', 'count', '--record', join(folder, 'no', 'x.log')], 'accepted: a file in an existing folder'],
  ])('%j is told in one line, with exit code 2', async (args, what) => {
    const { stdout, stderr, exitCode } = await lanes(...args);
    expect(stderr).toContain(what);
    expect(stderr.split('\n')).toHaveLength(1);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});

describe('a recording that is interrupted', () => {
  async function interrupt(name: string, signal: NodeJS.Signals): Promise<string> {
    const log = join(folder, name);
    const args = ['run', 'interleave', '--models', 'promises,sequential', '--delay', '20000', '--record', log];
    const running = execa(process.execPath, [bin, ...args], { reject: false, stdin: 'ignore' });
    const partial = `${log}.partial`;
    try {
      await waitFor('lines of both lanes in the log', () => {
        const text = existsSync(partial) ? readFileSync(partial, 'utf8') : '';
        return text.match(/"text":"Number: 0"/g)?.length === 2;
      });
    } finally {
      running.kill(signal);
    }
    await running;
    return log;
  }

  test('by SIGTERM leaves a whole log', async () => {
    const log = await interrupt('terminated.log', 'SIGTERM');
    const { stdout, stderr, exitCode } = await lanes('replay', log);
    expect([stderr, exitCode]).toEqual(['', 0]);
    expect(stdout.match(/stopped/g)).toHaveLength(2);
    expect(existsSync(`${log}.partial`)).toBe(false);
  });

  test('by SIGKILL leaves what came before beside it, which says so', async () => {
    const log = await interrupt('killed.log', 'SIGKILL');
    const missing = await lanes('replay', log);
    expect(missing.stderr).toContain(`${log}.partial is what an interrupted recording left`);
    const { stdout, stderr, exitCode } = await lanes('replay', `${log}.partial`);
    expect(stderr).toMatch(/^lanes: .*: the recording was interrupted; played up to where it ends, line \d+$/);
    expect(stdout).toMatch(/^promises: +the recording was interrupted$/m);
    expect(exitCode).toBe(0);
  });
});

describe('lanes replay in a terminal of 80×24', () => {
  function open(...args: readonly string[]): TestTerminal {
    terminal = openTerminal(80, 24, args);
    return terminal;
  }

  async function expectLeft(screen: TestTerminal, exitCode: number): Promise<void> {
    const shown = await screen.shows(/ended with[\s\S]*echo/);
    expect(afterwards.exec(shown)?.[1]).toBe(String(exitCode));
    expect(screen.inAlternateScreen()).toBe(false);
    expect(screen.cursorIsHidden()).toBe(false);
    expect(shown).toMatch(/(?<!-)icanon/);
  }

  test('shows what was recorded in its panes, in its time, and leaves its summary', async () => {
    const live = (await lanes('replay', file)).stdout;
    const screen = open('replay', file, '--speed', '8');
    await screen.shows(/Letter: j[\s\S]*All tasks completed!/);
    await screen.shows(/replay of interleave\.log at 8× · done in \d+\.\d\d s/);
    for (const text of ['sequential', 'promises', '[interleave]', '2 tasks, delay 40 ms', 'Space pause', ', . speed'])
      await screen.shows(text);
    for (const text of ['[1 interleave]', 'scenario']) expect(screen.text()).not.toContain(text);
    for (const [, seconds] of live.matchAll(/finished +(\d+\.\d\d s)/g))
      expect(screen.text()).toContain(`finished ${seconds}`);
    screen.press('q');
    await expectLeft(screen, 0);
    // What a busy machine is warned of may push the heading off a screen of 24 lines.
    expect(screen.text()).toMatch(/^model +state +wall[\s\S]*^promises +finished/m);
  });

  test('goes slower and faster, steps, plays again, and runs nothing', async () => {
    const screen = open('replay', file, '--speed', '0.02');
    await screen.shows('at 0.02×');
    screen.press(' ');
    await screen.shows('PAUSED in interleave.log (Space goes on)');
    screen.press('s'.repeat(30));
    await screen.shows('Number: 1');
    expect(screen.text()).not.toContain('Letter: j');
    screen.press('3xo+]');
    screen.press(' .');
    await screen.shows('at 0.04×');
    screen.press(',,');
    await screen.shows('at 0.0156×');
    screen.press('.'.repeat(13));
    await screen.shows(/at max · done in/);
    await screen.shows(/at max · done in \S+ s, together · 2 tasks/);
    screen.press('r,,,,,,,,,,,,');
    await screen.shows(/running 2 of 2/);
    expect(screen.text()).not.toContain('Letter: j');
    screen.press('\u0003');
    await expectLeft(screen, 130);
  });

  test('tells of a log that is none before it draws anything', async () => {
    const screen = open('replay', bin);
    await screen.shows('line 1: not JSON');
    await expectLeft(screen, 2);
    expect(screen.raw()).not.toContain('\u001b[?1049h');
  });
});

test('the dashboard keeps a log of its last session', async () => {
  const log = join(folder, 'dashboard.log');
  terminal = openTerminal(80, 24, ['--models', 'promises', '--delay', '1', '--record', log]);
  await terminal.shows(/done in/);
  expect(readFileSync(log, 'utf8')).toContain('"delayMs":1,');
  terminal.press('+');
  await terminal.shows(/done in [\s\S]*3 tasks/);
  terminal.press('q');
  await terminal.shows(/ended with 0/);
  const { stdout } = await lanes('replay', log, '--format', 'json');
  expect(validReport(stdout)).toMatchObject({ scenario: { tasks: 3 }, lanes: [{ state: 'finished' }] });
});
