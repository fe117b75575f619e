import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../src/engine/report/report.ts';
import { bin } from '../smoke/lanes.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Has a file of the user's run under every model of its language, and gives what became of the lanes that are there. */
async function ran(name: string, text: string, options: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const file = join(folder, name);
  writeFileSync(file, text);
  const args = [bin, 'run', file, '--format', 'json', ...options];
  const { stdout } = await execa(process.execPath, args, { env, stdin: 'ignore', reject: false });
  return (JSON.parse(stdout) as Report).lanes.filter(({ state }) => state !== 'unavailable');
}

test.each([
  ['endless.mjs', 'export default () => { for (;;); };'],
  ['endless.py', 'def task(n):\n    while True:\n        pass\n'],
])('%s never ends: each lane is ended by its limit, and says with which task', async (name, text) => {
  const lanes = await ran(name, text, ['--tasks', '2', '--timeout', '0.5']);
  expect(lanes.length).toBeGreaterThanOrEqual(6);
  for (const { lane, state, reason } of lanes) {
    expect([lane, state]).toEqual([lane, 'timed-out']);
    expect(reason).toMatch(/^took longer than 0\.5 s/);
  }
});

test('a user’s file that runs out of memory fails each lane with that', async () => {
  const text = 'export default () => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); };';
  const lanes = await ran('memory.mjs', text, ['--tasks', '1'], { NODE_OPTIONS: '--max-old-space-size=64' });
  expect(lanes.length).toBeGreaterThanOrEqual(6);
  for (const { lane, state, reason } of lanes) {
    expect([lane, state]).toEqual([lane, 'failed']);
    expect(reason).toMatch(/memory|SIGABRT/);
  }
});

test('a Python file that leaves a child process behind ends with its results, and the child with it', async () => {
  const text = `import subprocess
def task(n):
    return subprocess.Popen(["sleep", "1000.${process.pid}"]).pid > 0
`;
  const lanes = await ran('leaves.py', text, ['--tasks', '2']);
  for (const { lane, state } of lanes) expect([lane, state]).toEqual([lane, 'finished']);
  const { stdout } = await execa('ps', ['-eo', 'args']);
  expect(stdout).not.toContain(`sleep 1000.${process.pid}`);
});
