import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { validReport } from '../valid-json.ts';
import { waitFor } from '../wait-for.ts';
import { bin } from './lanes.ts';

const temporary = mkdtempSync(join(tmpdir(), 'lanes-test-'));
chmodSync(temporary, 0o777);
afterAll(() => rmSync(temporary, { recursive: true }));

/** Users that no process runs as, one for each run: a limit on processes is one on all of a user's. */
let users = 100_000 + process.pid;

function asUser(): string[] {
  users += 65_536;
  return ['setpriv', `--reuid=${users}`, `--regid=${users}`, '--clear-groups'];
}

function canBeUser(): boolean {
  try {
    const [file = '', ...args] = asUser();
    execFileSync(file, [...args, 'test', '-r', bin, '-a', '-x', process.execPath]);
    return true;
  } catch {
    return false;
  }
}

const refused = /could not be started|did not begin within|was aborted|EMFILE/;

/** Runs a lane under a limit that it meets; it has to end, with each task that was not done failed for that. */
async function runLimited(limit: string, args: readonly string[], prefix: readonly string[] = []): Promise<void> {
  const command = [
    ...prefix,
    'bash',
    '-c',
    `trap "" XFSZ; ulimit ${limit} && exec "$@"`,
    'bash',
    process.execPath,
    bin,
  ];
  const [file = '', ...rest] = [...command, 'run', ...args, '--format', 'json'];
  const own = mkdtempSync(join(temporary, 'run-'));
  chmodSync(own, 0o777);
  const env = { TMPDIR: own, HOME: own, XDG_CACHE_HOME: join(own, '.cache') };
  const { stdout, exitCode } = await execa(file, rest, { env, stdin: 'ignore', reject: false, timeout: 80_000 });
  expect(exitCode).toBe(1);
  const [lane] = validReport(stdout).lanes;
  expect(lane?.state).toBe('failed');
  const ends = lane?.rounds[0]?.tasks.map(({ state, error }) => (state === 'failed' ? error?.message : state)) ?? [];
  expect(ends.filter((end) => end !== 'finished' && !refused.test(end ?? ''))).toEqual([]);
  expect(ends.some((end) => end !== 'finished')).toBe(true);
  await waitFor('the folder for temporary files to be empty', () => left(own).length === 0);
}

function left(folder: string): string[] {
  return readdirSync(folder).filter((name) => name !== '.cache');
}

describe('where too few files may be open, tasks whose worker cannot be started fail, and the lane ends', () => {
  test.each([
    ['45', ['count', '--models', 'forks', '--tasks', '20', '--size', '1000000']],
    ['45', ['count', '--models', 'process-pool:20', '--tasks', '20', '--size', '1000000']],
    ['45', ['count', '--models', 'threads', '--tasks', '20', '--size', '1000000']],
    ['45', ['count', '--models', 'thread-pool:20', '--tasks', '20', '--size', '1000000']],
    ['64', ['interleave', '--models', 'py-processes', '--tasks', '60', '--delay', '20']],
    ['64', ['interleave', '--models', 'py-process-pool:60', '--tasks', '60']],
  ])('%s files: %j', (files, args) => runLimited(`-n ${files}`, args));
});

test('where no file may grow, a pool that cannot have its semaphores fails its tasks with the reason', () =>
  runLimited('-f 0', ['interleave', '--models', 'py-process-pool', '--tasks', '4', '--delay', '10']));

describe.runIf(canBeUser())('where too few processes may run', { timeout: 90_000 }, () => {
  // Node that is refused a thread hangs until the limit for its start ends it: these wait for that together.
  test.concurrent.each([
    ['30', ['count', '--models', 'forks', '--tasks', '20', '--size', '1000000']],
    ['30', ['count', '--models', 'process-pool:20', '--tasks', '20', '--size', '1000000']],
  ])('%s processes and threads: %j', (processes, args) => runLimited(`-u ${processes}`, args, asUser()));

  test.each([
    ['40', ['convoy', '--models', 'py-threads', '--tasks', '40', '--size', '20']],
    ['24', ['interleave', '--models', 'py-thread-pool:20', '--tasks', '20', '--delay', '50']],
    ['30', ['interleave', '--models', 'threads', '--tasks', '20', '--delay', '50']],
    ['30', ['interleave', '--models', 'thread-pool:20', '--tasks', '20', '--delay', '50']],
    ['22', ['count', '--models', 'py-process-pool:20', '--tasks', '20', '--size', '1000']],
  ])('%s processes and threads: %j', (processes, args) => runLimited(`-u ${processes}`, args, asUser()));
});
