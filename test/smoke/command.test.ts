import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report, ReportLane } from '../../src/engine/report/report.ts';
import { validReport } from '../valid-json.ts';
import { waitFor } from '../wait-for.ts';
import { bin, lanes } from './lanes.ts';
import { openTerminal } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function report(...args: readonly string[]): Promise<Report> {
  const { stdout } = await lanes('run', ...args, '--format', 'json');
  return validReport(stdout);
}

function linesOf(lane: ReportLane): string[] {
  return lane.rounds[0]?.output.map(({ line }) => line) ?? [];
}

/** How often the kind of line (numbers, letters) changes from one line to the next. */
function changes(lines: readonly string[]): number {
  return lines.filter((line, index) => index > 0 && line.slice(0, 6) !== lines[index - 1]?.slice(0, 6)).length;
}

describe('lanes run', () => {
  test('interleave shows all numbers before all letters in sequence, and both at once elsewhere', async () => {
    const { lanes: ran } = await report('interleave', '--delay', '60');
    expect(ran.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'finished'));
    for (const lane of ran) {
      const lines = linesOf(lane);
      expect(lines.toSorted()).toEqual(
        [...'abcdefghij']
          .map((letter) => `Letter: ${letter}`)
          .concat([...'0123456789'].map((digit) => `Number: ${digit}`)),
      );
      expect(lane.rounds[0]?.closing).toBe('All tasks completed!');
      if (lane.lane === 'sequential') expect(changes(lines)).toBe(1);
      else expect(changes(lines)).toBeGreaterThan(1);
    }
    const waited = ran.flatMap((lane) => lane.rounds[0]?.tasks.map(({ waitedMs }) => waitedMs['sleep'] ?? 0) ?? []);
    expect(Math.min(...waited)).toBeGreaterThanOrEqual(10 * 59);
  });

  test('fetch gives the same statuses and errors under all models, and fails for none of them', async () => {
    const { lanes: ran, warnings } = await report('fetch', '--delay', '40');
    expect(warnings.map(({ id }) => id)).not.toContain('results-differ');
    const results = ran.map(({ rounds }) => rounds[0]?.tasks.map(({ result }) => result));
    expect(results[0]).toHaveLength(24);
    for (const other of results) expect(other).toEqual(results[0]);
    expect(new Set(results[0])).toEqual(
      new Set(['{"status":200}', '{"status":404}', '{"status":500}', '{"error":"connection closed by the server"}']),
    );
    const lines = ran.flatMap(linesOf);
    expect(lines.filter((line) => /^Fetched http:\S+ with status: \d+$/.test(line))).toHaveLength(23 * 6);
    expect(lines.filter((line) => /^Error fetching http:\S+: connection closed/.test(line))).toHaveLength(6);
  });

  test('fetch tells why a URL of the user cannot be fetched, within its time-out', async () => {
    const { lanes: ran } = await report('fetch', '--url', 'http://127.0.0.1:1/', '--models', 'promises');
    expect(ran[0]?.rounds[0]?.tasks.map(({ result }) => result)).toEqual(['{"error":"connection refused"}']);
  });

  test('count prints the count of each task', async () => {
    const { lanes: ran } = await report('count', '--tasks', '3', '--size', '1_000_000', '--models', 'threads,forks');
    for (const lane of ran)
      expect(linesOf(lane)).toEqual(Array.from({ length: 3 }, () => 'Task completed with count = 1000000'));
  });

  test('queues a thousand tasks behind the limit of what may live at once', { timeout: 120_000 }, async () => {
    const { lanes: ran } = await report(
      ...['count', '--models', 'py-threads,thread-pool:8', '--tasks', '1000', '--size', '10', '--live', '8'],
    );
    const runs = ran.flatMap(({ state, rounds }) =>
      rounds.map(({ workers, tasks }) => [state, workers.length, tasks.length]),
    );
    expect(runs).toEqual([
      ['finished', 1_000, 1_000],
      ['finished', 8, 1_000],
    ]);
    expect(ran.map(({ rounds }) => rounds[0]?.parallelism?.workers)).toEqual([8, 8]);
  });

  test('writes nothing but the report to stdout, and its progress as plain lines to stderr', async () => {
    const { stdout, stderr, exitCode } = await lanes(
      'run',
      'count',
      '--size',
      '10',
      '--models',
      'promises',
      '--format',
      'json',
    );
    expect(validReport(stdout).lanes).toHaveLength(1);
    expect(stderr).toMatch(/^(promises: running\n)?promises: finished after \d+(\.\d+)? (ms|s)$/);
    expect(exitCode).toBe(0);
  });

  test('writes the report whole to a file', async () => {
    const file = join(folder, 'report.json');
    const { stdout } = await lanes(
      'run',
      'count',
      '--size',
      '10',
      '--models',
      'promises',
      '--format',
      'json',
      '--output',
      file,
    );
    expect(stdout).toBe('');
    expect(validReport(readFileSync(file, 'utf8'))).toMatchObject({ schema: 'lanes/report@2' });
    expect(readdirSync(folder)).toEqual(['report.json']);
  });

  test('ends with 1 when a lane failed', async () => {
    const { exitCode, stdout } = await lanes('run', 'interleave', '--models', 'promises', '--timeout', '2');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('promises: took longer than 2 s');
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends its runs and reports what came of them on %s', async (signal, code) => {
    const running = execa(process.execPath, [bin, 'run', 'interleave', '--delay', '20000', '--format', 'json'], {
      reject: false,
      stdin: 'ignore',
    });
    let progress = '';
    running.stderr.on('data', (data: Buffer) => {
      progress += data;
    });
    await waitFor('all lanes to run', () => progress.match(/: running/g)?.length === 6);
    running.kill(signal);
    const { exitCode, stdout } = await running;
    expect(exitCode).toBe(code);
    const { lanes: ran } = validReport(stdout);
    expect(ran.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'stopped'));
  });

  test('ends quietly when nobody reads its report', async () => {
    const { stderr, exitCode } = await execa({
      shell: true,
      reject: false,
      stdin: 'ignore',
    })`${process.execPath} ${bin} list --format json | true`;
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });
});

describe('lanes run with rounds', () => {
  const short = ['count', '--size', '2000000', '--tasks', '4', '--models', 'sequential,threads'];

  test('measures every model once a round, warms up before, and ends with a verdict', async () => {
    const { lanes: ran, verdict, scenario } = await report(...short, '--rounds', '5');
    expect(scenario).toMatchObject({ rounds: 5, warmUp: 1, order: 'in-turn' });
    for (const { rounds } of ran) {
      expect(rounds[0]).toMatchObject({ kind: 'warm-up', counts: false });
      const measured = new Set(rounds.filter(({ kind }) => kind !== 'warm-up').map(({ round }) => round));
      expect([...measured]).toEqual([1, 2, 3, 4, 5]);
      for (const { kind, counts, reference, breakdownMs } of rounds) {
        expect(counts).toBe(kind === 'measured');
        expect(reference?.beforeMs).toBeGreaterThan(0);
        expect(Object.keys(breakdownMs)).toContain('running');
      }
      expect(rounds.at(-1)?.tasks).toHaveLength(4);
    }
    const [comparison] = verdict.speedUps;
    const paired = new Set(ran[0]?.rounds.flatMap(({ counts, round }) => (counts ? round : [])));
    const both = ran[1]?.rounds.filter(({ counts, round }) => counts && paired.has(round)) ?? [];
    expect(comparison?.points).toHaveLength(both.length);
    expect(comparison?.interval === undefined).toBe(both.length < 5);
  });

  test('reports the rounds that were over when it was interrupted', async () => {
    const args = ['run', ...short, '--rounds', '500', '--warm-up', '0', '--format', 'json'];
    const running = execa(process.execPath, [bin, ...args], { reject: false, stdin: 'ignore' });
    let progress = '';
    running.stderr.on('data', (data: Buffer) => {
      progress += data;
    });
    await waitFor('the third round to begin', () => /round 3 of 500/.test(progress));
    running.kill('SIGTERM');
    const { exitCode, stdout } = await running;
    expect(exitCode).toBe(143);
    const { lanes: ran, verdict } = validReport(stdout);
    for (const { rounds } of ran) {
      expect(new Set(rounds.map(({ round }) => round))).toContain(2);
      expect(rounds.filter(({ state }) => state === 'finished').length).toBeGreaterThanOrEqual(2);
    }
    expect(['sequential', 'threads']).toContain(verdict.fastest);
  });

  test('refuses to run lanes together that it is to measure', async () => {
    const { stderr, exitCode } = await lanes('run', 'count', '--together', '--rounds', '5');
    expect(stderr).toContain('--together: cannot be had with --rounds 5');
    expect(exitCode).toBe(2);
  });
});

test('lanes without a terminal runs the interleaving scenario', async () => {
  const { stdout, exitCode } = await lanes('--delay', '10');
  expect(stdout).toMatch(/^interleave: 2 tasks, lanes together/);
  expect(exitCode).toBe(0);
});

test('lanes list names every scenario and model', async () => {
  const { stdout } = await lanes('list');
  for (const word of ['interleave', 'gil', 'count', 'fetch', 'sequential', 'process-pool'])
    expect(stdout).toContain(word);
  const asJson = JSON.parse((await lanes('list', '--format', 'json')).stdout) as { models: unknown[] };
  expect(asJson.models.length).toBeGreaterThanOrEqual(6);
});

describe('a bad argument', () => {
  test.each([
    [['run', 'cuont'], 'SCENARIO: got "cuont"; accepted: interleave, gil, count, fetch', 'did you mean count?'],
    [
      ['run', 'count', '--models', 'threads,thread'],
      '--models: got "thread"; accepted: sequential',
      'did you mean threads?',
    ],
    [['run', 'count', '--tasks', '0'], '--tasks: got "0"; accepted: a whole number from 1 to 10,000', ''],
    [['run', 'count', '--tasks', '-3'], '--tasks', '-3'],
    [['run', 'count', '--size', 'big'], '--size: got "big"; accepted: a whole number', 'such as 10 or 1e6'],
    [['run', 'count', '--timeout', '0'], '--timeout: got "0"; accepted: seconds above 0', ''],
    [['run', 'fetch', '--url', 'ftp://x'], '--url: got "ftp://x"; accepted: an http:// or https:// URL', ''],
    [['run', 'count', '--format', 'jsn'], '--format: got "jsn"; accepted: table, json', 'did you mean json?'],
    [['run', 'count', '--output', '/no/such/folder/x'], '--output: got "/no/such/folder/x"', '/no/such/folder is none'],
    [['run', 'count', '--task', '3'], "unknown option '--task'", '--tasks'],
    [['run'], "missing required argument 'scenario'", ''],
    [['run', 'count', '--together', '--in-turn'], "'--together' cannot be used with option '--in-turn'", ''],
    [['nonsense'], 'SCENARIO: got "nonsense"', ''],
    [
      ['lst'],
      'SCENARIO: got "lst"; accepted: interleave, gil, ',
      'sweep, replay, list, compare, init, help, version; or a file of your own, such as ./resize.ts (did you mean list?)',
    ],
    [['run', 'count', '--rounds', '0'], 'accepted: a whole number from 1 to 1,000, such as 10', ''],
  ])('%j is told in one line that says what is accepted, with exit code 2', async (args, what, hint) => {
    const { stdout, stderr, exitCode } = await lanes(...args);
    expect(stderr.split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^lanes: /);
    expect(stderr).toContain(what);
    expect(stderr).toContain(hint);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});

describe('an option that changes nothing where it stands is refused with the reason', () => {
  test.each([
    [['run', 'hash', '--url', 'http://127.0.0.1/'], '--url: means nothing to hash; accepted with fetch'],
    [['hash', '--url', 'http://127.0.0.1/'], '--url: means nothing to hash; accepted with fetch'],
    [['run', 'fetch', '--size', 'article'], '--size: means nothing to fetch; accepted with interleave, gil, count'],
    [['run', 'hash', '--size', 'article'], '--size: got "article"; accepted with hash: a whole number'],
    [['run', 'gil', '--delay', '3'], '--delay: means nothing to gil; accepted with interleave, fetch, convoy'],
    [['sweep', 'count', '--delay', '3'], '--delay: means nothing to count'],
    [['run', 'fetch', '--url', 'http://x/', '--delay', '4'], '--delay: means nothing with --url'],
    [['run', 'count', '--switch-interval', '4'], 'accepted with gil-threads, py-sequential'],
    [['run', 'gil', '--models', 'threads', '--switch-interval', '4'], '--switch-interval: means nothing to threads'],
    [['run', 'count', '--libuv-threads', '4'], '--libuv-threads: means nothing to count; accepted with fetch, hash'],
    [['run', 'hash', '--runtime', 'python', '--libuv-threads', '4'], '--libuv-threads: means nothing to py-sequential'],
    [['run', 'count', '--models', 'threads', '--python', 'python3'], '--python: means nothing to threads'],
    [
      ['run', 'count', '--runtime', 'python', '--models', 'threads'],
      '--runtime: means nothing beside --models threads',
    ],
    [['run', 'count', '--models', 'threads', '--workers', '2'], '--workers: means nothing to threads; accepted with'],
    [['run', 'count', '--models', 'thread-pool', '--live', '2'], '--live: means nothing to thread-pool; accepted with'],
    [['--tasks', '3', 'run', 'count'], '--tasks: means nothing before run; write it after the command'],
    [['--no-tui', 'list'], '--no-tui: means nothing before list'],
    [['replay', '--rounds', '3', 'x'], "unknown option '--rounds' of lanes replay; accepted with lanes, lanes run"],
    [
      ['list', '--tasks', '3'],
      "unknown option '--tasks' of lanes list; accepted with lanes, lanes run, lanes decide, lanes sweep",
    ],
    [['--format', 'json'], "unknown option '--format' of lanes without a command; accepted with lanes run"],
    [['replay', 'x', '--speed', '4', '--format', 'json'], '--speed: means nothing with --format'],
  ])('%j', async (args, reason) => {
    const { stdout, stderr, exitCode } = await lanes(...args);
    expect(stderr.split('\n')).toHaveLength(1);
    expect(stderr).toContain(reason);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});

test.each([
  ['abc', 1],
  ['7', 7],
  ['5000', 1024],
])('UV_THREADPOOL_SIZE=%s in the environment is read as libuv reads it, and refuses nothing', async (size, threads) => {
  const env = { UV_THREADPOOL_SIZE: size };
  const args = [bin, 'run', 'hash', '--models', 'sequential', '--tasks', '1', '--size', '10', '--format', 'json'];
  const { stdout, exitCode } = await execa(process.execPath, args, { env, stdin: 'ignore', reject: false });
  expect(exitCode).toBe(0);
  expect(validReport(stdout).scenario.libuvThreads).toBe(threads);
  expect((await execa(process.execPath, [bin, '--help'], { env, reject: false })).stderr).toBe('');
});

test('lanes run in a terminal rewrites one progress line, and leaves none of it behind', async () => {
  const terminal = openTerminal(80, 80, ['run', 'interleave', '--delay', '150']);
  try {
    await terminal.shows(/interleave {2}\d\/6 lanes {2}.*sequential \d\/2/);
    const shown = await terminal.shows(/ended with 0/);
    expect(shown).not.toContain('6 lanes  ');
    expect(shown).toMatch(/^interleave: 2 tasks/);
  } finally {
    terminal.close();
  }
});
