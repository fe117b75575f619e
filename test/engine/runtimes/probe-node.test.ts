import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runnerFor, tagsOf } from '../../../src/engine/runtimes/interpreters.ts';
import { probeNode } from '../../../src/engine/runtimes/probe-node.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fakeNode(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const ofVersion = (version: string) =>
  `echo 'lanes: ${JSON.stringify({ executable: `/opt/${version}/node`, version })}'`;

test('a Node says what it is', async () => {
  expect(await probeNode(process.execPath)).toEqual({
    command: process.execPath,
    executable: process.execPath,
    version: process.versions.node,
  });
});

test.each([
  ['one that fails', 'exit 3', /^\S+ ended with exit code 3 when asked what Node it is;/],
  ['another program', 'echo hello', /answered "hello" when asked what Node it is/],
])('of %s is told what to do', async (name, script, reason) => {
  const found = await probeNode(fakeNode(name.replaceAll(' ', '-'), script));
  expect('reason' in found && found.reason).toMatch(reason);
  expect('reason' in found && found.reason).toContain('name a Node 22.18 or newer with --node PATH');
});

test('lanes of several are told apart by as little of their versions as is enough, and run with their own', async () => {
  const commands = [fakeNode('one', ofVersion('22.18.0')), fakeNode('two', ofVersion('24.1.0'))];
  const found = await Promise.all(commands.map((command) => probeNode(command)));
  expect(tagsOf('node', found)).toEqual(['22', '24']);
  const interpreters = { node: commands, python: [] };
  expect(await runnerFor('threads@24', interpreters)).toMatchObject({ file: commands[1] });
  expect(await runnerFor('threads@26', interpreters)).toMatchObject({
    unavailable: expect.stringContaining('there is no Node 26 among'),
  });
});

test('one that is too old cannot run', async () => {
  const old = fakeNode('old', ofVersion('20.20.2'));
  expect(await runnerFor('threads', { node: [old], python: [] })).toEqual({
    unavailable: `lanes needs Node 22.18 or newer, and ${old} is 20.20.2; name another with --node PATH`,
  });
});

test("the name `node` stands for lanes' own", async () => {
  expect(await runnerFor('threads', { node: ['node'], python: [] })).toMatchObject({ file: process.execPath });
});
