import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { validSweep } from '../valid-json.ts';
import { lanes } from './lanes.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const small = ['sweep', 'count', '--size', '200_000', '--rounds', '1'];

describe('lanes sweep', () => {
  test('runs each model with each number of workers, after the sequential lane', async () => {
    const { stdout, exitCode } = await lanes(
      ...[...small, '--tasks', '2', '--workers', '1..2', '--models', 'thread-pool,threads', '--format', 'json'],
    );
    expect(exitCode).toBe(0);
    const sweep = validSweep(stdout);
    expect(sweep.schema).toBe('lanes/sweep@1');
    expect(sweep.baselines).toMatchObject([{ lane: 'sequential', state: 'finished', rounds: 1 }]);
    expect(sweep.models.map(({ model, points }) => [model, ...points.map(({ lane }) => lane)])).toEqual([
      ['thread-pool', 'thread-pool:1', 'thread-pool:2'],
      ['threads', 'threads:1', 'threads:2'],
    ]);
    expect(sweep.models.every(({ points }) => points.every(({ rounds }) => rounds === 1))).toBe(true);
  });

  test('has tasks at once on a loop for the numbers of promises: doublings up to all of them', async () => {
    const { stdout, exitCode } = await lanes(
      ...[
        'sweep',
        'fetch',
        '--delay',
        '20',
        '--tasks',
        '6',
        '--rounds',
        '1',
        '--models',
        'promises',
        '--format',
        'json',
      ],
    );
    expect(exitCode).toBe(0);
    const { baselines, models } = validSweep(stdout);
    expect(baselines.map(({ lane }) => lane)).toEqual(['sequential']);
    expect(models.map(({ model, points }) => [model, ...points.map(({ workers }) => workers)])).toEqual([
      ['promises', 1, 2, 4, 6],
    ]);
  });

  test('writes its table and a log that can be replayed, and says which numbers of workers were left out', async () => {
    const [output, log] = [join(folder, 'sweep.txt'), join(folder, 'sweep.log')];
    const options = [
      '--tasks',
      '3',
      '--workers',
      '1,2..4',
      '--models',
      'thread-pool',
      '--output',
      output,
      '--record',
      log,
    ];
    const { stdout, stderr, exitCode } = await lanes(...small, ...options);
    expect(stdout).toBe('');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('--workers: left out 4, for 3 tasks keep no more than 3 workers busy');
    const text = readFileSync(output, 'utf8');
    expect(text).toMatch(/^count, swept: 3 tasks, 1 round, /);
    expect(text).toContain('o speed-up by number of workers');
    const replayed = await lanes('replay', log, '--format', 'markdown');
    expect(replayed.stdout).toContain('thread-pool:3');
  });

  test.each([
    [['count', '--workers', '4..1'], '--workers: got "4..1"; accepted: numbers from 1 to 256 and ranges of them'],
    [['count', '--tasks', '2', '--workers', '3..8'], '--workers: got "3,4,5,6,7,8"; accepted: numbers up to 2'],
    [['count', '--models', 'sequential'], '--models: got "sequential"; accepted: models that can have several workers'],
    [['count', '--models', 'threads:2'], '--models: got "threads:2"; accepted: models without a number'],
    [['convoy'], 'SCENARIO: got "convoy"; accepted: interleave, gil, count'],
    [['coutn'], '(did you mean count?)'],
    [['count', '--together'], "unknown option '--together'"],
    [['count', '--format', 'html'], '--format: got "html"; accepted: table, json, csv, markdown'],
  ])('refuses %j in one line with exit code 2', async (args, problem) => {
    const { stdout, stderr, exitCode } = await lanes('sweep', ...args);
    expect(stdout).toBe('');
    expect(stderr.split('\n')).toHaveLength(1);
    expect(stderr).toContain(problem);
    expect(exitCode).toBe(2);
  });
});
