import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { entryPath } from '../../../src/engine/entries.ts';
import type { LookError, LookFacts } from '../../../src/engine/protocol/look.ts';
import { lookAt } from '../../../src/engine/supervise/look/look.ts';

const root = mkdtempSync(join(tmpdir(), 'lanes-look-'));
afterAll(() => rmSync(root, { recursive: true }));

/** What Node tells of the first of these files. */
async function look(files: Readonly<Record<string, string>>, name = 'default'): Promise<LookFacts | LookError> {
  const folder = mkdtempSync(join(root, 'file-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const path = join(folder, Object.keys(files)[0] ?? '');
  const looked = await lookAt(
    { file: process.execPath, args: [entryPath('look.js')] },
    { work: { path, name, inputs: { from: 'file' } }, most: 100 },
  );
  if ('failed' in looked) throw new Error(looked.failed);
  return 'error' in looked ? looked.error : looked;
}

describe('a file of Node’s that cannot be run is refused', () => {
  test.each<[string, LookError['kind'], RegExp, Readonly<Record<string, string>>]>([
    [
      'an await that never ends',
      'throws',
      /awaits something that nothing is left to settle/,
      {
        'a.mjs': 'await new Promise(() => {}); export default (x) => x;',
      },
    ],
    [
      'inputs that never come',
      'throws',
      /awaits something that nothing is left to settle/,
      {
        'a.mjs': 'export async function* inputs() { await new Promise(() => {}); } export default (x) => x;',
      },
    ],
    [
      'a class',
      'not-a-function',
      /^its default export is a class; it exports no function$/,
      {
        'a.mjs': 'export default class Resizer {}',
      },
    ],
    [
      'a generator function',
      'not-a-function',
      /^its default export is a generator function, .*; it has other$/,
      {
        'a.mjs': 'export default function* (x) { yield x; } export const other = (x) => x;',
      },
    ],
    [
      'decorators',
      'syntax-not-strippable',
      /^decorators are no JavaScript yet/,
      {
        'a.ts': 'const logged = (target: unknown) => target;\n@logged class A {}\nexport default (x: number) => x;',
      },
    ],
    [
      'a path without its extension',
      'import',
      /^Cannot find module .*lib/,
      {
        'a.mjs': "import { k } from './lib'; export default () => k;",
        'lib.js': 'export const k = 1;',
      },
    ],
    [
      'the same in CommonJS',
      'import',
      /^Cannot find module '.\/lib'/,
      {
        'a.cjs': "const { k } = require('./lib'); module.exports = () => k;",
      },
    ],
    [
      'a path of a tsconfig.json',
      'import',
      /Node does not read the paths of a tsconfig.json/,
      {
        'a.ts': "import { k } from '@/lib'; export default () => k;",
      },
    ],
    [
      'a name that a module does not export',
      'import',
      /does not provide an export named 'nope'/,
      {
        'a.mjs': "import { nope } from './lib.mjs'; export default () => nope;",
        'lib.mjs': 'export const k = 1;',
      },
    ],
    [
      'a package that is not installed',
      'not-installed',
      /^Cannot find package 'lanes-has-no-such-package'/,
      {
        'a.mjs': "import 'lanes-has-no-such-package'; export default (x) => x;",
      },
    ],
    [
      'inputs that throw',
      'inputs-fail',
      /^its inputs failed after 1 of them: RangeError: no more$/,
      {
        'a.mjs': "export function* inputs() { yield 1; throw new RangeError('no more'); } export default (x) => x;",
      },
    ],
    [
      'inputs that are no list',
      'inputs',
      /^its inputs cannot be iterated: they are an object$/,
      {
        'a.mjs': 'export const inputs = { one: 1 }; export default (x) => x;',
      },
    ],
  ])('for %s', async (_, kind, message, files) => {
    expect(await look(files)).toMatchObject({ kind, message: expect.stringMatching(message) });
  });

  test('with the place of an error in what it imports', async () => {
    const error = await look({ 'a.mjs': "import './lib.mjs'; export default (x) => x;", 'lib.mjs': '\nconst a = ;' });
    expect(error).toMatchObject({ kind: 'parse', stack: expect.stringMatching(/lib\.mjs:2\nconst a = ;/) });
  });
});

test('a default export that was assigned by hand is one', async () => {
  expect(await look({ 'a.cjs': 'exports.default = (x) => x;' })).toMatchObject({ exports: ['default'] });
});
