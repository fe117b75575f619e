import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatNames } from '../../src/engine/report/format.ts';
import { validReport } from '../valid-json.ts';
import { lanes } from './lanes.ts';
import { afterwards, openTerminal } from './terminal.ts';

const models = 'sequential,promises,py-sequential,py-asyncio';
const names = models.split(',');

let asked = 0;
/** Answers, but for every fifth request to `/flaky`, wherever that comes from. */
const server = createServer(({ url }, response) => {
  asked += 1;
  if (url === '/flaky' && asked % 5 === 0) response.destroy();
  else response.end('ok');
});
let origin = '';
let dead = '';

beforeAll(async () => {
  const unused = createServer();
  for (const one of [server, unused]) await once(one.listen(0, '127.0.0.1'), 'listening');
  const [port, closed] = [server, unused].map((one) => (one.address() as AddressInfo).port);
  origin = `http://127.0.0.1:${port}`;
  dead = `http://127.0.0.1:${closed}/`;
  unused.close();
  await once(unused, 'close');
});
afterAll(() => void server.close());

async function reportOf(...args: readonly string[]) {
  const { stdout, stderr, exitCode } = await lanes('run', 'fetch', '--format', 'json', ...args);
  return { report: validReport(stdout), stderr, exitCode };
}

describe('where every fetch fails', () => {
  const told = '8 of 8 failed: connection refused';

  test('there is no verdict, no break-even and no success', async () => {
    const { report, stderr, exitCode } = await reportOf(
      '--url',
      dead,
      '--tasks',
      '8',
      '--models',
      models,
      '--rounds',
      '5',
    );
    expect(exitCode).toBe(1);
    expect(report.lanes.map(({ lane, state, reason }) => [lane, state, reason])).toEqual(
      names.map((name) => [name, 'failed', told]),
    );
    expect(report.lanes.flatMap(({ rounds }) => rounds).filter(({ counts }) => counts)).toEqual([]);
    expect([report.verdict.fastest, report.verdict.best, report.breakEven]).toEqual([undefined, [], []]);
    expect(stderr).toContain(told);
  });

  test.each(formatNames)('it is counted as %s', async (format) => {
    const args = ['--url', dead, '--tasks', '8', '--models', 'sequential,promises', '--format', format];
    const { stdout, exitCode } = await lanes('run', 'fetch', ...args);
    expect(exitCode).toBe(1);
    if (format === 'json')
      expect(validReport(stdout).lanes[0]?.rounds[0]?.unsuccessful).toMatchObject({ tasks: 8, of: 8 });
    expect(stdout).toContain(told);
  });

  test('it is counted in the pane, and the program ends as failed', async () => {
    const terminal = openTerminal(100, 30, ['fetch', '--url', dead, '--tasks', '8', '--models', 'promises']);
    await terminal.shows(told);
    terminal.press('q');
    expect(await terminal.shows(afterwards)).toContain('ended with 1');
    terminal.close();
  });

  test('a sweep counts it too', async () => {
    const args = ['sweep', 'fetch', '--url', dead, '--tasks', '8', '--models', 'thread-pool', '--workers', '1,2'];
    const { stdout, exitCode } = await lanes(...args, '--rounds', '1');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`with 1,2, failed: ${told}`);
  });
});

test('where the same fetches fail under every model, they are counted, and the times count', async () => {
  const { report, exitCode } = await reportOf('--url', dead, '--url', origin, '--tasks', '4', '--models', models);
  expect(exitCode).toBe(0);
  for (const { lane, state, rounds } of report.lanes) {
    expect([lane, state, rounds[0]?.counts]).toEqual([lane, 'finished', true]);
    expect(rounds[0]?.unsuccessful).toEqual({ tasks: 2, of: 4, reasons: { 'connection refused': 2 } });
  }
  expect(report.verdict.fastest).toBeDefined();
});

test('where not the same fetches fail under every model, there is no verdict, and no success', async () => {
  const args = ['--url', `${origin}/flaky`, '--tasks', '8', '--models', 'sequential,promises', '--rounds', '2'];
  const { report, exitCode } = await reportOf(...args);
  expect(exitCode).toBe(1);
  expect(report.warnings.map(({ id }) => id)).toContain('failures-differ');
  expect(report.warnings.map(({ id }) => id)).not.toContain('results-differ');
  expect([report.verdict.fastest, report.breakEven]).toEqual([undefined, []]);
});

describe('what the built-in server does on purpose', () => {
  const told = 'the built-in server answers 1 with 404, 1 with 500 and cuts 1 off, on purpose';

  test.each(['table', 'markdown', 'html'])('is said in the report as %s', async (format) => {
    const args = ['--tasks', '12', '--delay', '5', '--models', 'promises', '--format', format];
    const { stdout, exitCode } = await lanes('run', 'fetch', ...args);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(told);
    expect(stdout).toContain('1 of 12 failed: connection closed by the server');
  });

  test('is said in the header of the dashboard, and not of another server', async () => {
    const terminal = openTerminal(100, 30, ['fetch', '--tasks', '12', '--delay', '5', '--models', 'promises']);
    await terminal.shows(told);
    expect(terminal.rows().slice(0, 2).join()).toContain(told);
    terminal.close();
    const { report } = await reportOf('--url', origin, '--models', 'promises');
    expect(report.scenario.onPurpose).toBeUndefined();
  });
});
