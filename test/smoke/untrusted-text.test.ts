import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lanes } from './lanes.ts';

const root = mkdtempSync(join(tmpdir(), 'lanes-test-'));
const log = join(root, 'a.log');
const report = join(root, 'a.json');
const short = ['run', 'count', '--size', '10', '--tasks', '2', '--models', 'promises', '--format', 'json'];

beforeAll(async () => {
  await lanes(...short, '--record', log, '--output', report);
});
afterAll(() => rmSync(root, { recursive: true }));

function newFolder(): string {
  return mkdtempSync(join(root, 'folder-'));
}

function expectPlain(text: string): void {
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Control}\p{Bidi_Control}]/u);
}

describe('nothing that a terminal would obey reaches it', () => {
  const evil = '\u001b[31m\u009b2J\u202ered\u2066\u200f';

  test.each([
    [['run', evil]],
    [['run', 'count', '--size', evil]],
    [['run', 'count', '--models', evil]],
    [['run', 'fetch', '--url', evil]],
    [['run', 'count', `--${evil}`]],
    [['run', 'count', '--output', `/none/${evil}`]],
    [['replay', `/none/${evil}`]],
    [['compare', `/none/${evil}`, report]],
    [['compare', report, report, '--models', evil]],
    [['list', '--python', `/none/${evil}`]],
    [['list', '--python', `/none/${evil}`, '--format', 'json']],
    [['run', 'gil', '--models', 'py-threads', '--python', `/none/${evil}`]],
  ])('%j', async (args) => {
    const { stdout, stderr } = await lanes(...args);
    expect(stdout + stderr).not.toBe('');
    expectPlain(stdout + stderr);
  });

  test('what a Python says of itself', async () => {
    const folder = newFolder();
    const python = join(folder, 'python');
    writeFileSync(python, `#!/bin/sh\nprintf '\\033[31mred\\033]0;title\\007\\302\\233' >&2\nexit 1\n`, {
      mode: 0o755,
    });
    const { stdout } = await lanes('list', '--python', python);
    expect(stdout).toContain('red');
    expectPlain(stdout);
  });

  test('names of a scenario and of lanes out of a log', async () => {
    const file = join(newFolder(), 'evil.log');
    const [header = '', ...lines] = readFileSync(log, 'utf8').split('\n');
    const spoilt = JSON.stringify(`promises${evil}`);
    const scenario = header.replaceAll('"promises"', spoilt).replace('"id":"count"', `"id":${JSON.stringify(evil)}`);
    writeFileSync(file, [scenario, ...lines.map((line) => line.replaceAll('"promises"', spoilt))].join('\n'));
    for (const format of ['table', 'csv', 'markdown', 'html']) {
      const { stdout, stderr } = await lanes('replay', file, '--format', format);
      expect(stdout).toContain('promises');
      expectPlain((stdout + stderr).replaceAll('\r\n', '\n'));
    }
  });
});
