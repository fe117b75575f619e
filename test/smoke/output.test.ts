import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { validReport } from '../valid-json.ts';
import { waitFor } from '../wait-for.ts';
import { bin, lanes } from './lanes.ts';

const root = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(root, { recursive: true }));

function newFolder(): string {
  return mkdtempSync(join(root, 'folder-'));
}

const short = ['run', 'count', '--size', '10', '--tasks', '2', '--models', 'promises', '--format', 'json'];

/** A command of a shell, in which `lanes` is the built command. */
function shell(command: string) {
  const script = `lanes() { '${process.execPath}' '${bin}' "$@"; }; ${command}`;
  return execa('bash', ['-c', script], { reject: false, stdin: 'ignore', cwd: newFolder() });
}

/** Runs a session, with its report in `file`, and does something to the folder while it is under way. */
async function disturbed(file: string, disturb: () => void) {
  const args = ['run', 'interleave', '--models', 'promises', '--delay', '80', '--format', 'json', '--output', file];
  const running = execa(process.execPath, [bin, ...args], { reject: false, stdin: 'ignore' });
  let progress = '';
  running.stderr.on('data', (data: Buffer) => {
    progress += data;
  });
  await waitFor('the lane to run', () => progress.includes('running'));
  disturb();
  return await running;
}

function expectTold(stderr: string, file: string, reason: string): void {
  const [line, ...others] = stderr.split('\n').filter((each) => each.startsWith('lanes:'));
  expect(line).toBe(`lanes: --output: ${file} could not be written: ${reason}; the report is on stdout instead`);
  expect(others).toEqual([]);
}

const longArguments = (file: string) => [
  ...[bin, 'run', 'count', '--models', 'promises,sequential', '--size', '10', '--tasks', '2'],
  ...['--rounds', '200', '--warm-up', '0', '--format', 'json', '--output', file],
];

/** A session of very many rounds, with its report in `file`. */
function started(file: string) {
  return execa(process.execPath, longArguments(file), { reject: false, stdin: 'ignore' });
}

describe('a long session with --output', () => {
  function roundsIn(file: string): number[] {
    return validReport(readFileSync(file, 'utf8')).lanes.map(
      ({ rounds }) => new Set(rounds.map(({ round }) => round)).size,
    );
  }

  test('keeps what its rounds came to beside the file, also when it is killed', async () => {
    const file = join(newFolder(), 'report.json');
    const running = started(file);
    await waitFor('three rounds in the kept report', () => {
      const [rounds = 0] = existsSync(`${file}.partial`) ? roundsIn(`${file}.partial`) : [];
      return rounds >= 3;
    });
    running.kill('SIGKILL');
    await running;
    expect(existsSync(file)).toBe(false);
    const [promises = 0, sequential = 0] = roundsIn(`${file}.partial`);
    expect(promises).toBeGreaterThanOrEqual(3);
    expect(sequential).toBe(promises);
  });

  test('reports what finished when it is interrupted, and leaves nothing beside it', async () => {
    const file = join(newFolder(), 'report.json');
    const running = started(file);
    await waitFor('a kept report', () => existsSync(`${file}.partial`));
    running.kill('SIGINT');
    expect((await running).exitCode).toBe(130);
    for (const rounds of roundsIn(file)) expect(rounds).toBeGreaterThanOrEqual(1);
    expect(readdirSync(join(file, '..'))).toEqual(['report.json']);
  });
});

describe('a long session with --output into what has become a folder', () => {
  async function ended(stdout: string) {
    const file = join(newFolder(), 'report.json');
    const command = [process.execPath, ...longArguments(file)];
    const running = execa('bash', ['-c', 'exec "$@" > "$0"', stdout, ...command], { reject: false, stdin: 'ignore' });
    await waitFor('a kept report', () => existsSync(`${file}.partial`));
    mkdirSync(file);
    running.kill('SIGINT');
    return { ...(await running), file, left: readdirSync(join(file, '..')) };
  }

  test.skipIf(!existsSync('/dev/full'))(
    'keeps what there is of its report where stdout has no room either',
    async () => {
      const { stderr, file, left } = await ended('/dev/full');
      expect(stderr).toContain('lanes: the report could not be written to stdout: no space left on device');
      expect(left).toEqual(['report.json', 'report.json.partial']);
      expect(validReport(readFileSync(`${file}.partial`, 'utf8')).lanes).toHaveLength(2);
    },
  );

  test('keeps nothing beside it where the report is on stdout', async () => {
    const stdout = join(newFolder(), 'stdout.json');
    expect((await ended(stdout)).left).toEqual(['report.json']);
    expect(validReport(readFileSync(stdout, 'utf8')).lanes).toHaveLength(2);
  });
});

test('a long session survives that the folder of its report becomes a file', async () => {
  const folder = newFolder();
  const file = join(folder, 'report.json');
  const running = started(file);
  const rounds = new Set<string>();
  running.stderr.on('data', (data: Buffer) => {
    for (const [round] of String(data).matchAll(/round \d+/g)) rounds.add(round);
  });
  await waitFor('a kept report', () => existsSync(`${file}.partial`));
  rmSync(folder, { recursive: true });
  writeFileSync(folder, '');
  const before = rounds.size;
  await waitFor('two rounds more', () => rounds.size >= before + 2);
  running.kill('SIGINT');
  const { stdout, stderr, exitCode } = await running;
  expect(stderr).toContain('could not be written: not a directory');
  expect(validReport(stdout).lanes).toHaveLength(2);
  expect(exitCode).toBe(130);
});

describe('a report that cannot be written to its file is told of and goes to stdout, and the exit code is 1', () => {
  test.each<[string, string, (folder: string, file: string) => void]>([
    ['its folder is gone', 'no such file or directory', (folder) => rmSync(folder, { recursive: true })],
    [
      'its folder has become a file',
      'not a directory',
      (folder) => {
        rmSync(folder, { recursive: true });
        writeFileSync(folder, '');
      },
    ],
    ['it has become a folder', 'illegal operation on a directory', (_, file) => mkdirSync(file)],
  ])('when %s', async (_, reason, disturb) => {
    const folder = newFolder();
    const file = join(folder, 'report.json');
    const { stdout, stderr, exitCode } = await disturbed(file, () => disturb(folder, file));
    expectTold(stderr, file, reason);
    expect(validReport(stdout).lanes).toHaveLength(1);
    expect(exitCode).toBe(1);
    expect(existsSync(file) ? readdirSync(folder) : []).toEqual(existsSync(file) ? ['report.json'] : []);
  });

  test.skipIf(!existsSync('/dev/full'))('when the device is full', async () => {
    const { stdout, stderr, exitCode } = await lanes(...short, '--output', '/dev/full');
    expectTold(stderr, '/dev/full', 'no space left on device');
    expect(validReport(stdout).lanes).toHaveLength(1);
    expect(exitCode).toBe(1);
  });

  test('when only a part of it has room, of which nothing is left; what was there before is', async () => {
    const folder = newFolder();
    const file = join(folder, 'list.json');
    writeFileSync(file, 'the one before');
    const command = `trap '' XFSZ; ulimit -f 1; lanes list --format json --output '${file}'`;
    const { stdout, stderr, exitCode } = await shell(command);
    expectTold(stderr, file, 'file too large');
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(exitCode).toBe(1);
    expect(readdirSync(folder)).toEqual(['list.json']);
    expect(readFileSync(file, 'utf8')).toBe('the one before');
  });

  test('and so is the report of a replay', async () => {
    const log = join(newFolder(), 'x.log');
    const { stdout: live } = await lanes(...short, '--record', log);
    const { stdout, stderr, exitCode } = await lanes('replay', log, '--format', 'json', '--output', '/dev/full');
    expectTold(stderr, '/dev/full', 'no space left on device');
    expect(stdout).toBe(live);
    expect(exitCode).toBe(1);
  });
});

describe('a report that goes to a file', () => {
  test('takes the place of what a link leads to, not that of the link', async () => {
    const folder = newFolder();
    const [file, link] = [join(folder, 'real.json'), join(folder, 'link.json')];
    writeFileSync(file, '');
    symlinkSync(file, link);
    expect((await lanes('list', '--format', 'json', '--output', link)).exitCode).toBe(0);
    expect(() => JSON.parse(readFileSync(file, 'utf8'))).not.toThrow();
    expect(readFileSync(link, 'utf8')).toBe(readFileSync(file, 'utf8'));
    expect(readdirSync(folder)).toEqual(['link.json', 'real.json']);
  });

  test('goes through a link to where there is nothing yet', async () => {
    const folder = newFolder();
    const [file, link] = [join(folder, 'real.json'), join(folder, 'link.json')];
    symlinkSync('real.json', link);
    expect((await lanes('list', '--format', 'json', '--output', link)).exitCode).toBe(0);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(() => JSON.parse(readFileSync(file, 'utf8'))).not.toThrow();
    expect(readdirSync(folder)).toEqual(['link.json', 'real.json']);
  });

  test.each([0o600, 0o666, 0o751])('keeps the mode %i of the file that is there', async (mode) => {
    const file = join(newFolder(), 'list.json');
    writeFileSync(file, '');
    chmodSync(file, mode);
    expect((await lanes('list', '--format', 'json', '--output', file)).exitCode).toBe(0);
    expect(statSync(file).mode & 0o7777).toBe(mode);
    expect(() => JSON.parse(readFileSync(file, 'utf8'))).not.toThrow();
  });

  test.each(['r.json', '../$(basename $PWD)/r.json', 'link.json', 'r.json.partial'])(
    'is refused the place of the log in %s, in one line that names both',
    async (log) => {
      const { stdout, stderr, exitCode } = await shell(
        `ln -s r.json link.json; lanes ${short.join(' ')} --output r.json --record ${log}; code=$?; ls; exit $code`,
      );
      expect(stdout).toBe('link.json');
      expect(stderr).toMatch(/^lanes: --record: got ".*"; accepted: another file than --output "r\.json" [^\n]*$/);
      expect(exitCode).toBe(2);
    },
  );

  test('goes into a pipe that is there, and does not replace it', async () => {
    const { stdout, exitCode } = await shell(
      'mkfifo pipe; lanes list --format json --output pipe & cat pipe; test -p pipe',
    );
    expect(() => JSON.parse(stdout)).not.toThrow();
    expect(exitCode).toBe(0);
  });
});

describe('a report that goes to what is open already', () => {
  async function inOrder(target: string, redirection: string, command = short.join(' ')) {
    const number = redirection.replace('>', '') || '1';
    const { stdout, stderr } = await shell(
      `ln -s /dev/stdout link; ( echo one >&${number}; lanes ${command} --output ${target} 2>errors; echo $? >code; echo two >&${number} ) ${redirection} file; cat file; cat code >&2; grep ^lanes: errors >&2`,
    );
    expect(stderr).toBe('0');
    const [, report = ''] = /^one\n(.*\n)two$/s.exec(stdout) ?? [];
    expect(() => JSON.parse(report)).not.toThrow();
  }

  test.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1', '/dev/../dev/stdout', 'link'])(
    'as %s is written after what is there and before what follows',
    (target) => inOrder(target, '>'),
  );

  test('under another number is so too', () => inOrder('/dev/fd/3', '3>'));

  test('is so too after several rounds', () => inOrder('/dev/stdout', '>', `${short.join(' ')} --rounds 2`));

  test('goes through a pipe of the shell', async () => {
    const { stdout } = await shell('lanes list --format json --output >(cat) | cat');
    expect(() => JSON.parse(stdout)).not.toThrow();
  });
});

describe('a report that goes to stdout', () => {
  test.skipIf(!existsSync('/dev/full'))('and finds no room there is told of in one line', async () => {
    const { stderr, exitCode } = await shell('lanes list > /dev/full');
    expect(stderr).toBe('lanes: the report could not be written to stdout: no space left on device');
    expect(exitCode).toBe(1);
  });

  test.each(['lanes list --format json | true', 'lanes list --format json | head -c 10'])(
    'and is read by nobody to its end is no failure: %s',
    async (command) => {
      const { stderr, exitCode } = await shell(`set -o pipefail; ${command}`);
      expect(stderr).toBe('');
      expect(exitCode).toBe(0);
    },
  );

  test('is written to a file although nobody reads the progress any more', async () => {
    const { exitCode } = await shell(
      `set -o pipefail; lanes ${short.join(' ')} --output r.json 2>&1 | true; test -s r.json`,
    );
    expect(exitCode).toBe(0);
  });
});
