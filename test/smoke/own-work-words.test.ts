import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lanes } from './lanes.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [resize, half] = [join(folder, 'resize.ts'), join(folder, 'half.py')];
writeFileSync(resize, 'export default (input: number) => input;\n');
writeFileSync(half, 'def task(value):\n    return value / 2\n');

describe('what cannot be had with a file of the user is refused in one line', () => {
  test.each([
    [['run', resize, '--models', 'py-threads'], '--models: got "py-threads"; accepted: sequential, promises, threads'],
    [
      ['run', resize, '--runtime', 'both'],
      '--runtime: accepted with resize.ts: node, for resize.ts is a file that Node',
    ],
    [['sweep', half, '--models', 'threads'], 'for half.py is a file that Python runs'],
    [[half, '--runtime', 'node'], '--runtime: accepted with half.py: python, for half.py is a file that Python runs'],
    [['run', resize, '--size', '3'], '--size: means nothing to resize.ts; accepted with interleave, gil'],
    [['run', resize, '--url', 'http://x/'], '--url: means nothing to resize.ts; accepted with fetch'],
    [['run', half, '--libuv-threads', '3', '--models', 'none'], '--models: got "none"'],
    [['run', `${resize}#a`, '--export', 'b'], '--export: means nothing beside "#a", which names one already'],
    [
      ['run', resize, '--input', '1', '--input-range', '1..2'],
      "'--input <json>' cannot be used with option '--input-range",
    ],
    [
      ['run', resize, '--inputs', '-', '--input-files', 'x'],
      "'--inputs <file>' cannot be used with option '--input-files",
    ],
    [['run', resize, '--input', '{'], '--input: got "{"; accepted: JSON, such as 5'],
    [['run', resize, '--input-files', join(folder, '*.none')], 'accepted: a pattern in quotes that files match'],
    [
      ['run', resize, '--node', 'node4'],
      '--node: got "node4"; accepted: a Node 22.18 or newer (there is no such program on',
    ],
    [[resize, 'gil'], 'accepted: one scenario at a time'],
    [['run', `${folder}/`], 'is a folder; name a file in it that has a task'],
    [['run', './none-such.ts'], './none-such.ts: no such file; accepted: a file with a task'],
    [
      ['run', 'gil', '--input', '3'],
      '--input: means nothing to gil; accepted with a file of your own, such as ./resize.ts',
    ],
    [['run', 'gil', '--export', 'x'], '--export: means nothing to gil; accepted with a file of your own'],
    [
      ['sweep', resize, '--models', 'sequential'],
      'or tasks under way, such as promises; sequential does one after the',
    ],
  ])('%j', async (args, words) => {
    const { stdout, stderr, exitCode } = await lanes(...args);
    const lines = stderr.split('\n').filter((line) => !line.includes("lanes' own Node"));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(words);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});

test('a module that its package.json makes CommonJS is told with what to do', async () => {
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "type": "commonjs" }');
  writeFileSync(join(project, 'count.ts'), "import 'node:fs';\nexport default () => 1;\n");
  const { stderr, exitCode } = await lanes('run', join(project, 'count.ts'));
  expect(stderr).toContain('its package.json makes it CommonJS: name it ');
  expect(stderr).toContain('count.mts, or write "type": "module" there');
  expect(exitCode).toBe(2);
});
