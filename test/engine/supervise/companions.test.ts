import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { startCompanion } from '../../../src/engine/supervise/companions/companion.ts';
import { fetchServer } from '../../../src/engine/supervise/companions/fetch-server.ts';
import { referenceLoop } from '../../../src/engine/supervise/companions/reference-loop.ts';
import { startGuard } from '../../../src/engine/supervise/guard.ts';
import { descendants } from '../../processes.ts';
import { waitFor } from '../../wait-for.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const guard = startGuard();

function running(entry: string): number[] {
  return descendants(process.pid).flatMap(({ pid, command }) => (command.includes(entry) ? [pid] : []));
}

test.each(['SIGKILL', 'SIGSTOP'] as const)(
  'the reference loop is followed by another after a %s, and is gone when it is stopped',
  async (signal) => {
    const { service: measure, stop } = await startCompanion(referenceLoop, await guard);
    expect(await measure()).toBeGreaterThan(0);
    const [first = 0] = running('reference-loop');
    process.kill(first, signal);
    expect(await measure()).toBeGreaterThan(0);
    expect(running('reference-loop')).toHaveLength(1);
    expect(running('reference-loop')).not.toContain(first);
    await stop();
    await waitFor('the loop to be gone', () => running('reference-loop').length === 0);
  },
);

test('a fetch server that dies is told of, with the signal', async () => {
  const { lost } = await startCompanion(fetchServer, await guard);
  process.kill(running('fetch-server')[0] ?? 0, 'SIGKILL');
  expect(await lost).toBe('the fetch server was killed by SIGKILL');
});

test('one that is stopped with SIGSTOP is ended all the same', async () => {
  const { stop } = await startCompanion(fetchServer, await guard);
  process.kill(running('fetch-server')[0] ?? 0, 'SIGSTOP');
  await stop();
  await waitFor('the server to be gone', () => running('fetch-server').length === 0);
});

test('what a preload of the user prints is no answer of a companion', async () => {
  const preload = join(folder, 'preload.cjs');
  writeFileSync(preload, 'console.log("http://example.org");');
  vi.stubEnv('NODE_OPTIONS', `--require ${preload}`);
  const { service, stop } = await startCompanion(fetchServer, await guard).finally(() => vi.unstubAllEnvs());
  expect(service).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await stop();
});

test('one that never gets ready is told of, and ended', async () => {
  const silent = { ...referenceLoop, ready: /^ready$/ };
  await expect(startCompanion(silent, await guard)).rejects.toThrow('the reference loop did not start within 10 s');
  expect(running('reference-loop')).toEqual([]);
});
