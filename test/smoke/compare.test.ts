import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/engine/report/report.ts';
import { validComparison, validReport } from '../valid-json.ts';
import { lanes } from './lanes.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const base = join(folder, 'base.json');

beforeAll(async () => {
  const models = ['--models', 'sequential,promises'];
  await lanes(
    'run',
    'count',
    '--tasks',
    '2',
    '--size',
    '1e5',
    ...models,
    '--rounds',
    '5',
    '--format',
    'json',
    '--output',
    base,
  );
});

/** A report as the real one, but for what `change` makes of it. */
function changed(name: string, change: (report: Report) => unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(change(validReport(readFileSync(base, 'utf8')))));
  return file;
}

/** A lane that took `times` as long, to within a thousandth in each round. */
function slower(report: Report, name: string, times: number): Report {
  const ofLane = (lane: Report['lanes'][number]) =>
    lane.rounds.map((round, index) => ({
      ...round,
      kind: 'measured' as const,
      counts: true,
      wallMs: (lane.lane === name ? times : 1) * (100 + index / 10),
      reference: { beforeMs: 5, afterMs: 5 },
    }));
  const lanes = report.lanes.map((lane) => ({ ...lane, rounds: ofLane(lane) }));
  return { ...report, lanes, othersCores: 0, warnings: [] };
}

describe('lanes compare', () => {
  test('takes a report that lanes has made, and finds that it is as it was', async () => {
    const { stdout, stderr, exitCode } = await lanes('compare', base, base, '--format', 'json');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(validComparison(stdout)).toMatchObject({ schema: 'lanes/comparison@1', differences: [] });
  });

  test('ends with 4 when a lane got worse by more than the tolerance, and with 0 when none of the chosen did', async () => {
    const steady = changed('steady.json', (report) => slower(report, '', 1));
    const worse = changed('worse.json', (report) => slower(report, 'promises', 1.3));
    const found = await lanes('compare', steady, worse);
    expect(found.stdout).toMatch(/^promises .*\+30\.0 %.*slower, worse$/m);
    expect(found.exitCode).toBe(4);
    expect((await lanes('compare', steady, worse, '--tolerance', '40')).exitCode).toBe(0);
    expect((await lanes('compare', steady, worse, '--models', 'sequential')).exitCode).toBe(0);
  });

  test('ends with 0 where other programs can explain what got worse, unless that is to count too', async () => {
    expect(validReport(readFileSync(base, 'utf8')).othersCores).toBeGreaterThanOrEqual(0);
    const quiet = changed('quiet.json', (report) => slower(report, '', 1));
    const busy = changed('busy.json', (report) => ({
      ...slower(report, 'promises', 1.3),
      othersCores: report.environment.cores / 2,
      warnings: [{ id: 'machine-busy', message: 'other programs ran', advice: 'end them' }],
    }));
    const doubtful = await lanes('compare', quiet, busy);
    expect(doubtful.stdout).toMatch(/^promises .*slower, doubtful$/m);
    expect(doubtful.exitCode).toBe(0);
    const strict = await lanes('compare', quiet, busy, '--strict');
    expect(strict.stdout).toMatch(/^promises .*slower, worse$/m);
    expect(strict.exitCode).toBe(4);
  });

  test('ends with 4 when a lane that was measured failed, and with 3 when none was measured in both', async () => {
    const failing = (models: readonly string[]) => (report: Report) => ({
      ...report,
      lanes: report.lanes.map((lane) =>
        models.includes(lane.lane) ? { ...lane, state: 'failed' as const, rounds: [] } : lane,
      ),
    });
    const one = changed('one-failed.json', failing(['promises']));
    const all = changed('all-failed.json', failing(['promises', 'sequential']));
    const worse = await lanes('compare', base, one);
    expect(worse.stdout).toMatch(/^promises .*failed, worse$/m);
    expect(worse).toMatchObject({ stderr: '', exitCode: 4 });
    expect(await lanes('compare', base, all)).toMatchObject({ stderr: '', exitCode: 4 });
    expect((await lanes('compare', base, one, '--models', 'sequential')).exitCode).toBe(0);
    const nothing = await lanes('compare', all, base);
    expect(nothing.stdout).toMatch(/^promises .*works now$/m);
    expect(nothing).toMatchObject({
      stderr: 'lanes: nothing was compared: no lane has times that count in both reports',
      exitCode: 3,
    });
  });

  test.each([[[]], [['--across']]])('refuses sessions of different scenarios with %j', async (options) => {
    const fetched = changed('fetch.json', (report) => ({ ...report, scenario: { ...report.scenario, id: 'fetch' } }));
    const { stdout, stderr, exitCode } = await lanes('compare', base, fetched, ...options);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^lanes: .*fetch\.json: is a session of fetch, and .*base\.json one of count: [^\n]*$/);
    expect(exitCode).toBe(2);
  });

  test('refuses sessions on different ground in one line that names what differs, unless told to', async () => {
    const other = changed('other.json', (report) => ({
      ...report,
      environment: { ...report.environment, cpu: 'Another' },
      scenario: { ...report.scenario, workers: 77 },
    }));
    const { stdout, stderr, exitCode } = await lanes('compare', base, other);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^lanes: .*other\.json: is not comparable with .*cpu "Another" instead of .*workers "77".*--across$/,
    );
    expect(exitCode).toBe(2);
    const across = await lanes('compare', base, other, '--across');
    expect(across.stdout).toMatch(/^cpu was .*, is Another$/m);
    expect(across.exitCode).toBe(0);
  });

  test('refuses a report of an earlier version by the name of its form, and says what to do', async () => {
    const old = changed('old.json', (report) => ({ ...report, schema: 'lanes/report@1' }));
    const { stdout, stderr, exitCode } = await lanes('compare', old, base);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^lanes: .*old\.json: is a report in the form lanes\/report@1, and lanes \S+ reads lanes\/report@2 alone; make it anew with this version$/,
    );
    expect(exitCode).toBe(2);
  });

  test('refuses what is no report in one line with exit code 2', async () => {
    const wrong = changed('wrong.json', (report) => ({ ...report, lanes: [{ lane: 'x\u001b[31m\n' }] }));
    const cut = join(folder, 'cut.json');
    writeFileSync(cut, readFileSync(base, 'utf8').slice(0, 500));
    for (const [file, problem] of [
      [wrong, 'is no report: lanes.0.runtime: got nothing; accepted: string; give one'],
      [cut, 'is no report: not JSON'],
      [join(folder, 'none.json'), 'cannot be read: no such file; give'],
      [folder, 'cannot be read: it is a folder; give'],
    ] as const) {
      const { stdout, stderr, exitCode } = await lanes('compare', base, file);
      expect(stdout).toBe('');
      expect(stderr.split('\n')).toHaveLength(1);
      expect(stderr).toContain(`lanes: ${file}: `);
      expect(stderr).toContain(problem);
      expect(exitCode).toBe(2);
    }
  });

  test.each([
    [
      ['--models', 'sequentail'],
      '--models: got "sequentail"; accepted: sequential, promises (did you mean sequential?)',
    ],
    [['--tolerance', 'much'], '--tolerance: got "much"; accepted: a percentage'],
  ])('tells what is accepted instead of %j', async (options, problem) => {
    const { stderr, exitCode } = await lanes('compare', base, base, ...options);
    expect(stderr).toContain(problem);
    expect(exitCode).toBe(2);
  });
});
