import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/engine/report/report.ts';
import { usablePythons } from '../pythons.ts';
import { validReport } from '../valid-json.ts';
import { bin, lanes } from './lanes.ts';

const root = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(root, { recursive: true }));
const [python] = await usablePythons();

/** Files in a new folder; gives the folder. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(root, 'work-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

async function reportIn(folder: string, args: readonly string[], { env, input }: Surroundings = {}): Promise<Report> {
  const { stdout, stderr } = await execa(process.execPath, [bin, 'run', ...args, '--format', 'json'], {
    cwd: folder,
    reject: false,
    ...(env !== undefined && { env }),
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
  });
  expect(stdout, stderr).not.toBe('');
  return validReport(stdout);
}

function resultsOf({ lanes: ran }: Report): (string | undefined)[][] {
  return ran.map(({ rounds }) => rounds[0]?.tasks.map(({ result }) => result) ?? []);
}

const some = ['--models', 'sequential,threads,process-pool'];

describe('a function in a file', () => {
  const esm = 'export default (n) => n * 2;\nexport const inputs = [1, 2, 3];\n';
  const typed =
    'interface N { n: number }\nexport default ({ n }: N): number => n * 2;\nexport const inputs: N[] = [{ n: 1 }, { n: 2 }, { n: 3 }];\n';
  const commonJs = 'module.exports = (n) => n * 2;\nmodule.exports.inputs = [1, 2, 3];\n';
  const asModules = { 'package.json': '{ "type": "module" }' };
  const asCommonJs = { 'package.json': '{ "type": "commonjs" }' };

  test.each<[string, Readonly<Record<string, string>>]>([
    ['a.mjs', { 'a.mjs': esm }],
    ['a.js', { 'a.js': esm }],
    ['a.js', { 'a.js': esm, ...asModules }],
    ['a.js', { 'a.js': commonJs }],
    ['a.js', { 'a.js': commonJs, ...asCommonJs }],
    ['a.cjs', { 'a.cjs': commonJs, ...asModules }],
    ['a.ts', { 'a.ts': typed }],
    ['a.ts', { 'a.ts': typed, ...asModules, 'tsconfig.json': '{ "compilerOptions": { "strict": true } }' }],
    ['a.mts', { 'a.mts': typed, ...asCommonJs }],
    ['a.cts', { 'a.cts': 'module.exports = (n: number): number => n * 2;\nmodule.exports.inputs = [1, 2, 3];\n' }],
  ])('%s runs, whatever its folder says: %j', async (name, files) => {
    const report = await reportIn(folderWith(files), [name, ...some]);
    expect(report.scenario.id).toBe(name);
    expect(resultsOf(report)).toEqual([1, 2, 3].map(() => ['2', '4', '6']));
    expect(report.lanes.flatMap(({ rounds }) => rounds[0]?.output ?? [])).toEqual([]);
  });

  test('imports what is beside it, and the packages of a folder above', async () => {
    const folder = folderWith({
      'node_modules/twice/package.json': '{ "name": "twice", "main": "index.js" }',
      'node_modules/twice/index.js': 'exports.twice = (n) => n * 2;',
      'src/deep/task.ts':
        "import { twice } from 'twice';\nimport { one } from '../one.ts';\nexport const both = (n: number) => twice(n) + one;\n",
      'src/one.ts': 'export const one: number = 1;\n',
    });
    const report = await reportIn(folder, ['src/deep/task.ts#both', '--input-range', '1..2', ...some]);
    expect(report.scenario.id).toBe('task.ts#both');
    expect(resultsOf(report)).toEqual([1, 2, 3].map(() => ['3', '5']));
  });

  test('leaves its folder as it was', async () => {
    const folder = folderWith({ 'a.ts': typed, 'half.py': 'def task(n):\n    return n / 2\n' });
    await reportIn(folder, ['a.ts', ...some]);
    await reportIn(folder, ['half.py', '--models', 'py-sequential,py-processes']);
    expect(readdirSync(folder)).toEqual(['a.ts', 'half.py']);
  });
});

describe('inputs', () => {
  const folder = folderWith({
    'same.mjs': 'export default (input) => input;\n',
    'endless.mjs': 'export default (n) => n;\nexport function* inputs() { for (let n = 10; ; n += 1) yield n; }\n',
    'one.txt': '',
    'two.txt': '',
  });
  const sequential = ['--models', 'sequential'];

  test.each<[string[], unknown[]]>([
    [
      ['--input', '{"a":[1]}', '--input', 'null'],
      ['{"a":[1]}', 'null'],
    ],
    [
      ['--input-range', '7..9'],
      ['7', '8', '9'],
    ],
    [
      ['--input-range', '7..9', '--tasks', '5'],
      ['7', '8', '9', '7', '8'],
    ],
    [
      ['--input-range', '7..9', '--tasks', '2'],
      ['7', '8'],
    ],
    [['--input-files', '*.txt'], ['one.txt', 'two.txt'].map((name) => JSON.stringify(join(folder, name)))],
    [
      ['--tasks', '2'],
      ['0', '1'],
    ],
  ])('%j are %j', async (given, results) => {
    expect(resultsOf(await reportIn(folder, ['same.mjs', ...given, ...sequential]))).toEqual([results]);
  });

  test('come from stdin, as JSON lines', async () => {
    const report = await reportIn(folder, ['same.mjs', '--inputs', '-', ...sequential], { input: '"x"\n[2]\n' });
    expect(resultsOf(report)).toEqual([['"x"', '[2]']]);
  });

  test('that have no end are as many as tasks', async () => {
    const report = await reportIn(folder, ['endless.mjs', '--tasks', '3', ...sequential]);
    expect(resultsOf(report)).toEqual([['10', '11', '12']]);
  });
});

describe('a session of a file', () => {
  const folder = folderWith({ 'same.mjs': 'export default (n) => n;\nexport const inputs = [1, 2];\n' });

  test('is recorded and replayed without the file, and compared with another', async () => {
    const [log, base] = [join(folder, 'run.log'), join(folder, 'base.json')];
    const args = ['run', join(folder, 'same.mjs'), ...some, '--record', log, '--output', base, '--format', 'json'];
    expect((await lanes(...args)).exitCode).toBe(0);
    const replayed = await lanes('replay', log, '--format', 'json');
    expect(JSON.parse(replayed.stdout)).toEqual(JSON.parse(readFileSync(base, 'utf8')));
    expect(readFileSync(log, 'utf8').split('\n')[0]).not.toContain(folder);
    const compared = await lanes('compare', base, base);
    expect(compared.stdout).toContain('same.mjs');
    expect(compared.exitCode).toBe(0);
  });

  test('has lanes for each Node that is named', async () => {
    const other = join(folder, 'node');
    symlinkSync(process.execPath, other);
    const args = ['same.mjs', '--node', process.execPath, '--node', other, '--models', 'sequential,threads'];
    const { lanes: ran } = await reportIn(folder, args);
    expect(ran.map(({ lane, state }) => [lane, state])).toEqual(
      ['sequential', 'threads'].flatMap((id) => [process.execPath, other].map((path) => [`${id}@${path}`, 'finished'])),
    );
  });

  test('runs with those of the named that can, and says why others cannot', async () => {
    const old = join(folder, 'old-node');
    writeFileSync(old, `#!/bin/sh\necho 'lanes: {"executable":"${old}","version":"20.1.0"}'\n`, { mode: 0o755 });
    const args = ['same.mjs', '--node', old, '--node', process.execPath, '--models', 'sequential'];
    const { lanes: ran } = await reportIn(folder, args);
    expect(ran.map(({ state }) => state)).toEqual(['unavailable', 'finished']);
    const alone = await lanes('run', join(folder, 'same.mjs'), '--node', old);
    expect(alone.stderr).toBe(
      `lanes: the runs could not be started: lanes needs Node 22.18 or newer, and ${old} is 20.1.0; name another with --node PATH`,
    );
    expect(alone.exitCode).toBe(3);
  });

  test('has so many tasks under way on a loop as its name says', async () => {
    const wait = folderWith({
      'wait.mjs': `let now = 0;
let most = 0;
export default async (_, lane) => {
  most = Math.max(most, (now += 1));
  await lane.sleep(5);
  now -= 1;
  return most;
};`,
    });
    const { lanes: ran } = await reportIn(wait, ['wait.mjs', '--models', 'promises:2,promises', '--tasks', '6']);
    expect(ran.map(({ rounds }) => rounds[0]?.tasks.at(-1)?.result)).toEqual(['2', '6']);
  });
});

describe.skipIf(python === undefined)('a function in a file in Python', () => {
  test('imports modules and packages beside it', async () => {
    const folder = folderWith({
      'src/task.py': 'from beside import one\nfrom pack.inner import two\n\ndef both(n):\n    return n + one + two\n',
      'src/beside.py': 'one = 1\n',
      'src/pack/__init__.py': '',
      'src/pack/inner.py': 'from . import deep\ntwo = deep.two\n',
      'src/pack/deep.py': 'two = 2\n',
    });
    const models = ['--models', 'py-sequential,py-threads,py-processes,py-process-pool'];
    const report = await reportIn(folder, ['src/task.py#both', '--input-range', '1..2', ...models]);
    expect(resultsOf(report)).toEqual([1, 2, 3, 4].map(() => ['4', '5']));
  });

  test('runs in the virtual environment that is active', async () => {
    const folder = folderWith({ 'task.py': 'from only_there import value\n\ndef task(n):\n    return value\n' });
    const environment = join(folder, 'venv');
    await execa(python?.executable ?? '', ['-m', 'venv', '--without-pip', environment]);
    const [lib = ''] = readdirSync(join(environment, 'lib'));
    writeFileSync(join(environment, 'lib', lib, 'site-packages', 'only_there.py'), 'value = "found"\n');
    const args = ['task.py', '--tasks', '1', '--models', 'py-sequential,py-process-pool'];
    const report = await reportIn(folder, args, { env: { VIRTUAL_ENV: environment } });
    expect(resultsOf(report)).toEqual([['"found"'], ['"found"']]);
  });
});
