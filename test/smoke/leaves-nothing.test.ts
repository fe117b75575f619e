import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { descendants, isRunning } from '../processes.ts';
import { waitFor } from '../wait-for.ts';
import { bin } from './lanes.ts';

const temporary = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(temporary, { recursive: true }));

/** The cache of compiled programs stays, for the next start. */
function left(): string[] {
  return readdirSync(temporary).filter((name) => name !== 'node-compile-cache');
}

/** Starts a session whose runs have workers of every kind, and waits for them. */
async function startSession() {
  const models = 'threads,forks,process-pool,py-processes,py-process-pool';
  const options = ['run', 'interleave', '--together', '--models', models, '--delay', '60000'];
  const lanes = spawn(process.execPath, [bin, ...options], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: temporary },
  });
  const { pid } = lanes;
  if (pid === undefined) throw new Error('no process');
  const exited = once(lanes, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  // Five runners, two workers of four of them, and the guard.
  const processes = await waitFor('the workers', () => {
    const all = descendants(pid);
    return all.length >= 5 + 4 * 2 + 1 ? all : undefined;
  });
  return { lanes, exited, processes };
}

/** It may be gone already, with those that were told before. */
function tellToEnd(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch (error) {
    expect(error).toMatchObject({ code: 'ESRCH' });
  }
}

async function expectNothingLeft(processes: readonly { readonly pid: number }[]): Promise<void> {
  await waitFor('the processes to be gone', () => !processes.some(({ pid }) => isRunning(pid)));
  await waitFor('the folder for temporary files to be empty', () => left().length === 0);
}

test('leaves nothing when all of its processes are told to end at once', async () => {
  const { lanes, exited, processes } = await startSession();
  lanes.kill('SIGTERM');
  for (const { pid } of processes) tellToEnd(pid);
  expect(await exited).toEqual([143, null]);
  await expectNothingLeft(processes);
});

test('leaves nothing when it is killed', async () => {
  const { lanes, exited, processes } = await startSession();
  lanes.kill('SIGKILL');
  await exited;
  await expectNothingLeft(processes);
});

test.each(['killed', 'stopped'])('leaves nothing when its guard is %s before it ends', async (how) => {
  const { lanes, exited, processes } = await startSession();
  const guard = processes.find(({ command }) => command.includes('lanes-guard'));
  if (guard === undefined) throw new Error('no guard');
  process.kill(guard.pid, how === 'killed' ? 'SIGKILL' : 'SIGSTOP');
  if (how === 'killed') await waitFor('the guard to be gone', () => !isRunning(guard.pid));
  lanes.kill('SIGTERM');
  await exited;
  await expectNothingLeft(processes);
});

test('leaves no companion when it is killed together with its guard', async () => {
  const lanes = spawn(process.execPath, [bin, 'run', 'fetch', '--models', 'promises', '--delay', '60000'], {
    stdio: 'ignore',
    env: { ...process.env, TMPDIR: temporary },
  });
  const processes = await waitFor('the fetch server', () => {
    const all = descendants(lanes.pid ?? 0);
    return all.some(({ command }) => command.includes('fetch-server')) ? all : undefined;
  });
  const ofSession = processes.filter(({ command }) => /fetch-server|lanes-guard/.test(command));
  expect(ofSession).toHaveLength(2);
  const exited = once(lanes, 'exit');
  process.kill(ofSession.find(({ command }) => command.includes('lanes-guard'))?.pid ?? 0, 'SIGKILL');
  lanes.kill('SIGKILL');
  await exited;
  await waitFor('the companion to be gone', () => !ofSession.some(({ pid }) => isRunning(pid)));
});
