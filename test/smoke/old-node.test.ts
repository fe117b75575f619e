import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { bin, lanes } from './lanes.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Has the Node that it is given to say that it is older than it is, under another path than it has. */
const old = join(folder, 'old.cjs');
writeFileSync(
  old,
  `Object.defineProperty(process.versions, 'node', { value: '20.1.0' });
  Object.defineProperty(process, 'execPath', { value: '/usr/bin/node' });`,
);

function withOldNode(program: string, ...args: readonly string[]) {
  return execa(process.execPath, ['--require', old, program, ...args], { reject: false, stdin: 'ignore' });
}

test('an old Node starts lanes with the one that was installed with it, and ends as that does', async () => {
  expect((await withOldNode(bin, '--version')).stdout).toBe((await lanes('--version')).stdout);
  const refused = await withOldNode(bin, 'run', 'nope');
  expect(refused).toMatchObject({ exitCode: 2, stderr: (await lanes('run', 'nope')).stderr });
});

test('an old Node says what is needed where there is no other', async () => {
  const alone = join(folder, 'bin.js');
  cpSync(bin, alone);
  const { exitCode, stderr } = await withOldNode(alone);
  expect(exitCode).toBe(3);
  expect(stderr).toMatch(/lanes needs Node\.js 22\.19 or newer, and this is 20\.1\.0/);
});
