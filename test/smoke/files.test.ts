import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validReport } from '../valid-json.ts';
import { waitFor } from '../wait-for.ts';
import { bin, lanes } from './lanes.ts';
import { openTerminal } from './terminal.ts';

const root = mkdtempSync(join(tmpdir(), 'lanes-test-'));
const log = join(root, 'a.log');
const report = join(root, 'a.json');
const short = ['run', 'count', '--size', '10', '--tasks', '2', '--models', 'promises', '--format', 'json'];

beforeAll(async () => {
  await lanes(...short, '--record', log, '--output', report);
});
afterAll(() => rmSync(root, { recursive: true }));

function newFolder(): string {
  return mkdtempSync(join(root, 'folder-'));
}

describe('a report does not take the place of what it is made of', () => {
  test.each([
    ['replay', (file: string) => ['replay', file]],
    ['compare, its base', (file: string) => ['compare', file, report]],
    ['compare, its new one', (file: string) => ['compare', report, file]],
  ])('%s', async (_, command) => {
    const [input, link] = [join(newFolder(), 'input'), join(newFolder(), 'link')];
    const content = readFileSync(command('x')[0] === 'replay' ? log : report, 'utf8');
    writeFileSync(input, content);
    symlinkSync(input, link);
    for (const [from, to] of [
      [input, input],
      [input, link],
      [link, input],
    ] as const) {
      const { stderr, stdout, exitCode } = await lanes(...command(from), '--output', to);
      expect(stderr).toBe(`lanes: --output: got "${to}"; accepted: another file than "${from}", which is read`);
      expect([stdout, exitCode]).toEqual(['', 2]);
      expect(readFileSync(input, 'utf8')).toBe(content);
    }
  });
});

describe('a file that cannot be written is told of before anything runs', () => {
  test.each(['--output', '--record'])('%s with a name that is too long', async (option) => {
    const folder = newFolder();
    const { stdout, stderr, exitCode } = await lanes(...short, option, join(folder, 'x'.repeat(250)));
    expect(stderr).toMatch(
      /^lanes: --(output|record): got "[^\n]*"; accepted: a file that can be written \(name too long\)$/,
    );
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each(['--output', '--record'])('%s in a folder without permission', async (option) => {
    const folder = newFolder();
    chmodSync(folder, 0o555);
    const { stderr, exitCode } = await asNobody(...short, option, join(folder, 'x'));
    expect(stderr).toMatch(/^lanes: --\w+: got "[^\n]*"; accepted: a file that can be written \(permission denied\)$/);
    expect(exitCode).toBe(2);
  });

  test.skipIf(process.getuid?.() !== 0)("that is another user's in a folder that all share", async () => {
    const folder = newFolder();
    chmodSync(folder, 0o1777);
    writeFileSync(join(folder, 'theirs'), 'theirs');
    const { stderr, exitCode } = await asNobody(...short, '--output', join(folder, 'theirs'));
    expect(stderr).toContain("another user's cannot be replaced");
    expect(exitCode).toBe(2);
    expect(readFileSync(join(folder, 'theirs'), 'utf8')).toBe('theirs');
  });

  test('in the dashboard, before it is drawn', async () => {
    const terminal = openTerminal(80, 24, ['--record', join(newFolder(), 'x'.repeat(250))]);
    try {
      await terminal.shows(/ended with 2/);
      expect(terminal.raw()).not.toContain('\u001b[?1049h');
    } finally {
      terminal.close();
    }
  });

  test.each(['--output', '--record'])('%s at links in a circle', async (option) => {
    const [one, other] = [join(newFolder(), 'one'), join(newFolder(), 'other')];
    symlinkSync(one, other);
    symlinkSync(other, one);
    const { stderr, exitCode } = await lanes(...short, option, one);
    expect(stderr).toContain(`got "${one}"; accepted: a file that can be written (too many symbolic links`);
    expect(exitCode).toBe(2);
  });

  test.each(['/dev/fd/9999', '/dev/stdin'])('--output %s, to which nothing can be written', async (file) => {
    const { stdout, stderr, exitCode } = await lanes(...short, '--output', file);
    expect(stderr).toBe(`lanes: --output: got "${file}"; accepted: a file that can be written (bad file descriptor)`);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  test.each(['pipe', 'socket'])('--output to a %s that this user cannot write', async (kind) => {
    const folder = newFolder();
    const file = join(folder, kind);
    chmodSync(folder, 0o755);
    const server = createServer();
    if (kind === 'socket') await new Promise<void>((listening) => server.listen(file, listening));
    if (kind === 'pipe') await execa('mkfifo', ['-m', '400', file]);
    try {
      const { stderr, exitCode } = await asNobody(...short, '--output', file);
      expect(stderr).toMatch(/^lanes: --output: got "[^\n]*"; accepted: a file that can be written \([^\n]*\)$/);
      expect(exitCode).toBe(2);
    } finally {
      server.close();
    }
  });

  test.each(['-', '/dev/stdout', '/dev/null', '/proc/thread-self/fd/1'])('a log to %s', async (file) => {
    const { stderr, exitCode } = await lanes(...short, '--record', file);
    expect(stderr).toContain(`lanes: --record: got "${file}"; accepted: a regular file`);
    expect(exitCode).toBe(2);
  });
});

test('a report and a log take no place that the other may have while it grows', async () => {
  const file = join(newFolder(), 'x.log');
  for (const [output, record] of [
    [`${file}.2.partial`, file],
    [file, `${file}.12.partial`],
  ] as const) {
    const { stderr, exitCode } = await lanes(...short, '--output', output, '--record', record);
    expect(stderr).toContain(`--record: got "${record}"; accepted: another file than --output "${output}"`);
    expect(exitCode).toBe(2);
  }
});

test.skipIf(!existsSync('/dev/shm'))('a file is a file under /dev too: whole, and never half of one', async () => {
  const folder = mkdtempSync('/dev/shm/lanes-test-');
  try {
    const [output, record] = [join(folder, 'x.json'), join(folder, 'x.log')];
    writeFileSync(output, 'as it was');
    const { ino } = statSync(output);
    const { stderr, exitCode } = await lanes(...short, '--output', output, '--record', record);
    expect([stderr, exitCode]).toEqual([expect.not.stringContaining('lanes:'), 0]);
    expect(statSync(output).ino).not.toBe(ino);
    expect((await lanes('replay', record, '--format', 'json')).stdout).toBe(readFileSync(output, 'utf8').trimEnd());
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a session in rounds keeps nothing beside a pipe that its report goes to', async () => {
  const folder = newFolder();
  const pipe = join(folder, 'pipe');
  await execa('mkfifo', [pipe]);
  const running = lanes(...short, '--rounds', '3', '--output', pipe);
  const seen = new Set<string>();
  const watching = setInterval(() => {
    for (const name of readdirSync(folder)) seen.add(name);
  }, 5);
  const { stdout } = await execa('cat', [pipe]);
  clearInterval(watching);
  expect((await running).exitCode).toBe(0);
  const rounds = validReport(stdout).lanes[0]?.rounds ?? [];
  // A run that the machine drifted in is repeated.
  expect(rounds.filter(({ kind }) => kind !== 'rejected')).toHaveLength(4);
  expect([...seen]).toEqual(['pipe']);
});

/** Root may write everywhere: the same as a user who may not. */
async function asNobody(...args: readonly string[]) {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) chmodSync(root, 0o755);
  const command = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : ['env'];
  const [file = '', ...others] = [...command, process.execPath, bin, ...args];
  const env = isRoot ? { HOME: '/nonexistent' } : {};
  return await execa(file, others, { reject: false, stdin: 'ignore', env, cwd: '/' });
}

test('--output - is stdout', async () => {
  const { stdout, stderr } = await execa(process.execPath, [bin, 'list', '--format', 'json', '--output', '-'], {
    cwd: newFolder(),
  });
  expect(() => JSON.parse(stdout)).not.toThrow();
  expect(stderr).toBe('');
});

test('a report to a pipe that nobody reads is told of and goes to stdout', { timeout: 60_000 }, async () => {
  const pipe = join(newFolder(), 'pipe');
  await execa('mkfifo', [pipe]);
  const { stdout, stderr, exitCode } = await lanes('list', '--format', 'json', '--output', pipe);
  expect(stderr).toContain(`--output: ${pipe} could not be written: nobody has read from that pipe for 10 s`);
  expect(() => JSON.parse(stdout)).not.toThrow();
  expect(exitCode).toBe(1);
});

test('a report to a pipe waits for a reader that comes late, and gets it whole', async () => {
  const pipe = join(newFolder(), 'pipe');
  await execa('mkfifo', [pipe]);
  const written = lanes(...short.map((word) => (word === '2' ? '2000' : word)), '--output', pipe);
  const { stdout } = await execa('cat', [pipe]);
  expect(validReport(stdout).lanes[0]?.rounds[0]?.tasks).toHaveLength(2_000);
  expect((await written).exitCode).toBe(0);
});

test('three runs that record into one file at once leave one whole log there, and nothing beside it', async () => {
  const folder = newFolder();
  const file = join(folder, 'x.log');
  const runs = await Promise.all([1, 2, 3].map((seed) => lanes(...short, '--seed', `${seed}`, '--record', file)));
  for (const { exitCode, stderr } of runs) expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining('log')]);
  expect(readdirSync(folder)).toEqual(['x.log']);
  const { stdout } = await lanes('replay', file, '--format', 'json');
  expect(runs.map((run) => run.stdout)).toContain(stdout);
});

test('a recording goes through a link and keeps the mode of the log that it replaces', async () => {
  const folder = newFolder();
  const [file, link] = [join(folder, 'x.log'), join(folder, 'link.log')];
  writeFileSync(file, '');
  chmodSync(file, 0o600);
  symlinkSync(file, link);
  await lanes(...short, '--record', link);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect((await lanes('replay', link)).exitCode).toBe(0);
  expect(readdirSync(folder)).toEqual(['link.log', 'x.log']);
});

test('what a long session keeps beside its report is no more open than the report, and replaces nothing', async () => {
  const folder = newFolder();
  const file = join(folder, 'report.json');
  const victim = join(folder, 'victim');
  for (const path of [file, victim, `${file}.partial`]) writeFileSync(path, 'as it was');
  chmodSync(file, 0o600);
  symlinkSync(victim, `${file}.partial.tmp`);
  const running = execa(process.execPath, [bin, ...short, '--rounds', '300', '--output', file], {
    reject: false,
    stdin: 'ignore',
  });
  await waitFor('a kept report', () => existsSync(`${file}.2.partial`));
  const { mode } = statSync(`${file}.2.partial`);
  running.kill('SIGINT');
  await running;
  expect(mode & 0o777).toBe(0o600);
  for (const path of [victim, `${file}.partial`]) expect(readFileSync(path, 'utf8')).toBe('as it was');
  expect(readdirSync(folder)).toEqual(['report.json', 'report.json.partial', 'report.json.partial.tmp', 'victim']);
});

test('the hint at a log that is not there names all that interrupted recordings left', async () => {
  const file = join(newFolder(), 'x.log');
  for (const name of [`${file}.partial`, `${file}.2.partial`]) writeFileSync(name, '');
  const { stderr } = await lanes('replay', file);
  expect(stderr).toContain(`; ${file}.partial, ${file}.2.partial are what interrupted recordings left`);
});
