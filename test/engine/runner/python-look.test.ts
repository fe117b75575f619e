import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { pythonProgramPath } from '../../../src/engine/entries.ts';
import type { LookError, Looked, LookRequest } from '../../../src/engine/protocol/look.ts';
import { usablePythons } from '../../pythons.ts';

const pythons = await usablePythons();
const folder = mkdtempSync(join(tmpdir(), 'lanes-look-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface More {
  readonly name?: string;
  readonly tasks?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a Python tells of a file with these lines. */
async function look(
  command: string,
  lines: readonly string[],
  { name = 'task', tasks, env }: More = {},
): Promise<Looked> {
  const path = join(mkdtempSync(join(folder, 'file-')), 'my-task.py');
  writeFileSync(path, lines.join('\n'));
  return lookAt(command, path, {
    name,
    ...(tasks === undefined ? {} : { tasks }),
    ...(env === undefined ? {} : { env }),
  });
}

async function lookAt(command: string, path: string, { name = 'task', tasks, env = {} }: More = {}): Promise<Looked> {
  const request: LookRequest = {
    work: { path, name, inputs: { from: 'file' } },
    most: 100,
    ...(tasks === undefined ? {} : { tasks }),
  };
  const looked = await execa(command, ['-I', '-B', '-u', pythonProgramPath('look.py')], {
    input: JSON.stringify(request),
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env,
  });
  return JSON.parse(looked.stdio[3] ?? '') as Looked;
}

function errorOf(looked: Looked): LookError {
  if ('error' in looked) return looked.error;
  throw new Error('it can be run');
}

describe.each(pythons)('Python $version looks at a file', ({ command }) => {
  test('and tells what it is, whatever it prints', async () => {
    const lines = [
      'from __future__ import annotations',
      'print("noise")',
      'def inputs():',
      '    n = 0',
      '    while True:',
      '        yield n',
      '        n += 1',
      'def setup(): pass',
      'same_result = False',
      'async def task(input): pass',
      'if __name__ == "__main__": raise SystemExit("run as a program")',
    ];
    const looked = await look(command, lines);
    expect(looked).toMatchObject({
      isAsync: true,
      inputs: 100,
      has: { setup: true, teardown: false, transfer: false, sameResult: 'never' },
      exports: ['task'],
    });
    expect(await look(command, lines, { tasks: 3 })).toMatchObject({ inputs: 3 });
    expect(await look(command, ['def task(input): pass'])).toMatchObject({ inputs: null, isAsync: false });
  });

  test.each([
    ['parse', ['def task(input):', '    return ('], /SyntaxError in line 2: /],
    ['no-export', ['def other(input): pass'], /^it has no task; it has other$/],
    ['not-a-function', ['task = 3'], /^task is no function, but of the type int$/],
    [
      'not-a-function',
      ['def task(input): yield input'],
      /^task is a generator function, of which a call runs nothing$/,
    ],
    ['not-a-function', ['async def task(input): yield input'], /^task is a generator function, /],
    ['not-a-function', ['def task(input): pass', 'same_result = []'], /^same_result has to be a function/],
    ['not-a-function', ['def task(input): pass', 'setup = 3'], /^setup has to be a function$/],
    [
      'throws',
      ['def fail(): raise ValueError("on purpose")', 'fail()'],
      /^it raises as it is loaded: ValueError: on purpose$/,
    ],
    ['not-installed', ['import lanes_has_no_such_module'], /^No module named 'lanes_has_no_such_module', for .*python/],
    ['exits', ['import sys', 'sys.exit(4)'], /^it ends its process as it is loaded, with code 4$/],
    ['inputs', ['def task(input): pass', 'inputs = []'], /^inputs gives none$/],
    ['inputs', ['def task(input): pass', 'inputs = 3'], /^inputs has to be a list, .* not a int$/],
    [
      'inputs-fail',
      ['def task(input): pass', 'def inputs():', '    yield 1', '    1 / 0'],
      /made: ZeroDivisionError: division/,
    ],
  ])('that cannot be run: %s', async (kind, lines, message) => {
    const error = errorOf(await look(command, lines));
    expect(error.kind).toBe(kind);
    expect(error.message).toMatch(message);
    expect(error.stack ?? '').not.toMatch(/lanes_runner|importlib/);
    if (kind === 'throws') expect(error.stack).toContain('my-task.py", line 1, in fail');
  });

  test('that is not there', async () => {
    expect(errorOf(await lookAt(command, join(folder, 'none.py')))).toEqual({
      kind: 'missing',
      message: 'No such file or directory',
    });
  });

  test('and finds what it imports beside it, in PYTHONPATH and in the virtual environment, as Python does', async () => {
    const home = mkdtempSync(join(folder, 'home-'));
    const added = join(home, 'added');
    mkdirSync(added);
    writeFileSync(join(home, 'beside.py'), 'WHERE = "beside"');
    writeFileSync(join(added, 'beside.py'), 'WHERE = "added"');
    writeFileSync(join(added, 'in_path.py'), '');
    const environment = join(home, 'env');
    await execa(command, ['-m', 'venv', '--without-pip', environment]);
    const python = join(environment, 'bin', 'python');
    const { stdout: packages } = await execa(python, ['-c', 'import site; print(site.getsitepackages()[0])']);
    writeFileSync(join(packages, 'in_environment.py'), '');
    const path = join(home, 'own.py');
    const lines = [
      'import sys',
      'import beside, in_path, in_environment',
      'def task(input): pass',
      'def inputs(): return [beside.WHERE, sys.argv[0], __file__]',
    ];
    writeFileSync(path, lines.join('\n'));
    expect(await lookAt(python, path, { env: { PYTHONPATH: added } })).toMatchObject({ inputs: 3 });
    expect(errorOf(await lookAt(python, path)).message).toMatch(/^No module named 'in_path'/);
  });
});
