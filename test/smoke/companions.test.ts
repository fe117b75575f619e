import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { descendants } from '../processes.ts';
import { validReport } from '../valid-json.ts';
import { waitFor } from '../wait-for.ts';
import { bin, lanes } from './lanes.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts a session, and waits for a line of its progress. */
async function startSession(args: readonly string[], line: RegExp) {
  const running = execa(process.execPath, [bin, 'run', ...args], { reject: false, stdin: 'ignore' });
  let progress = '';
  running.stderr.on('data', (data: Buffer) => {
    progress += data;
  });
  await waitFor(`${line} in the progress`, () => line.test(progress));
  return { running };
}

async function companionOf(pid: number | undefined, entry: string): Promise<number> {
  return waitFor(entry, () => descendants(pid ?? 0).find(({ command }) => command.includes(entry))?.pid);
}

test('a fetch server that dies in the middle ends the session with the reason, and no run that it was needed for counts', async () => {
  const log = join(folder, 'fetch.log');
  const args = ['fetch', '--models', 'sequential,promises', '--rounds', '50', '--delay', '300', '--record', log];
  const { running } = await startSession([...args, '--format', 'json'], /round 2 of 50, \w+: running/);
  process.kill(await companionOf(running.pid, 'fetch-server.js'), 'SIGKILL');
  const { stdout, exitCode } = await running;
  expect(exitCode).toBe(1);
  const { lanes: ran } = validReport(stdout);
  for (const { state, reason, rounds } of ran) {
    expect(state).toBe('failed');
    expect(reason).toMatch(/^the fetch server was killed by SIGKILL(, with fetch \d+( and \d+ more)? under way)?$/);
    expect(rounds.some(({ state: end, counts }) => end === 'failed' && counts)).toBe(false);
    const refused = rounds.filter(({ counts }) => counts).flatMap(({ tasks }) => tasks);
    expect(refused.filter(({ result }) => result?.includes('refused'))).toEqual([]);
  }
  for (const format of ['table', 'csv', 'markdown', 'html', 'trace']) {
    const replayed = await lanes('replay', log, '--format', format);
    expect([format, replayed.exitCode]).toEqual([format, 1]);
    expect(replayed.stdout).toContain('the fetch server was killed by SIGKILL');
  }
});

test.each([
  ['reference-loop.js', ['count', '--size', '1000', '--tasks', '2', '--rounds', '500']],
  ['fetch-server.js', ['fetch', '--rounds', '500', '--warm-up', '0']],
])('a session whose %s stands still can be ended', async (entry, args) => {
  const { running } = await startSession([...args, '--models', 'sequential', '--format', 'json'], /round 2 of 500/);
  const companion = await companionOf(running.pid, entry);
  process.kill(companion, 'SIGSTOP');
  running.kill('SIGTERM');
  const { exitCode, stdout } = await running;
  expect(exitCode).toBe(143);
  expect(validReport(stdout).lanes[0]?.state).toMatch(/stopped|finished/);
  await waitFor('the companion to be gone', () => descendants(process.pid).every(({ pid }) => pid !== companion));
});
