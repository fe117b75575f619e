import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inspect } from 'node:util';
import { execa } from 'execa';
import { version } from 'piscina';
import { describe, expect, test } from 'vitest';
import { programFor } from '../../../src/engine/code/program-for.ts';
import type { Json } from '../../../src/tasks/task.ts';
import { folder, log, run, type Wanted, written } from './programs.ts';

/** Lanes with the number of workers that have a setup of their own, for seven tasks. */
const lanes = [
  ['sequential', 1],
  ['promises', 1],
  ['promises:2', 1],
  ['threads:3', 7],
  ['threads', 7],
  ['thread-pool:3', 3],
  ['forks:3', 7],
  ['process-pool:3', 3],
] as const;
const endings = ['mjs', 'mts'] as const;
const everyKind = lanes.flatMap(([lane, workers]) => endings.map((ending) => ({ lane, workers, ending })));
const withWorkers = ['threads:2', 'thread-pool:2', 'forks:2', 'process-pool:2'];

const shapes = {
  file: 'shapes.ts',
  name: 'shape',
  facts: { isAsync: true, has: { setup: true, teardown: true, transfer: true } },
} as const;

/** What a plain loop over the function gives. */
const shapesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const n = index % 7;
    return new Map<string, unknown>([
      ['n', 100 + n],
      ['bytes', new Uint8Array(8).fill(n * 2)],
      ['when', new Date(n)],
      ['big', BigInt(n)],
      ['no', undefined],
    ]);
  });

const shown = (value: unknown) =>
  inspect(value, { depth: 9, compact: true, breakLength: Number.POSITIVE_INFINITY, maxArrayLength: null });

function nameOf(lane: string, ending: string): string {
  return `${lane.replace(':', '-')}.${ending}`;
}

describe('a program', () => {
  test.each(everyKind)(
    '$lane as .$ending gives what a loop gives, set up and torn down once a worker',
    async (kind) => {
      const target = nameOf(kind.lane, kind.ending);
      const { text } = written({ ...shapes, lane: kind.lane, target, workers: 2 });
      const { results, stderr, stdout, exitCode } = await run(target);
      expect({ exitCode, stderr, results }).toEqual({ exitCode: 0, stderr: '', results: shown(shapesOf(7)) });
      expect(stdout).toMatch(/^7 results in \d+\.\d s$/m);
      const told = readFileSync(log(target), 'utf8').split('\n');
      expect(told.filter((line) => line === 'setup')).toHaveLength(kind.workers);
      expect(told.filter((line) => line === 'teardown')).toHaveLength(kind.workers);
      expect(text).not.toContain("from 'lanes");
    },
  );

  test('with a library gives what a loop gives', async () => {
    const program = written({ ...shapes, lane: 'thread-pool:3', target: 'library.mts', library: 'piscina' });
    const { results, exitCode, stderr } = await run('library.mts');
    expect({ exitCode, stderr, results }).toEqual({ exitCode: 0, stderr: '', results: shown(shapesOf(7)) });
    expect(program.notes).toContain(`Install the library first: npm i piscina@${version.split('.')[0]}`);
    expect(program.notes).toContain('Piscina calls nothing at the end of a worker: `teardown` is left out.');
  });

  test.each(['threads:2', 'thread-pool:2'])(
    '%s moves what is transferred, and repeats inputs as copies',
    async (lane) => {
      const target = nameOf(lane, 'moving.mjs');
      written({ ...shapes, lane, target, tasks: 16 });
      const text = readFileSync(join(folder, target), 'utf8');
      const tell = "console.log('left:', inputs.map(({ pixels }) => pixels.byteLength).join());\n  const seconds =";
      writeFileSync(join(folder, target), text.replace('const seconds =', tell));
      const { results, stdout } = await run(target);
      expect(results).toBe(shown(shapesOf(16)));
      expect(stdout).toContain(`left: ${Array.from({ length: 16 }, () => 0).join()}\n`);
    },
  );

  test('has no counterpart for a model that only emulates', () => {
    const work = { path: '/work.ts', name: 'default', inputs: { from: 'numbers' } } as const;
    const facts = { isAsync: false, has: { setup: false, teardown: false, transfer: false } };
    expect(programFor({ work, runtime: 'node', lane: 'gil-threads', workers: 2, tasks: 3, facts })).toBeUndefined();
  });

  test('marks the lines that make the model', () => {
    const { text, marked } = written({ ...shapes, lane: 'promises:2', target: 'marked.mjs' });
    const lines = text.split('\n');
    expect(marked.map((line) => lines[line - 1])).toEqual([
      'const results = await mapLimited(inputs, 2, (input) => task(input, lane));',
    ]);
  });

  test('says how it is run: with which size of libuv’s pool, under which name', () => {
    const facts = { isAsync: false, has: { setup: false, teardown: false, transfer: false } };
    const work = { path: join(process.cwd(), 'my work.ts'), name: 'default', inputs: { from: 'numbers' } } as const;
    const program = programFor({
      work,
      runtime: 'node',
      lane: 'threads:4',
      workers: 2,
      tasks: 3,
      libuvThreads: 8,
      facts,
    });
    expect(program?.suggestedName).toBe('my work.threads.mts');
    expect(program?.notes[0]).toMatch(
      /^Save it as my work\.threads\.mts and run it with `UV_THREADPOOL_SIZE=8 node 'my work\.threads\.mts'`/,
    );
    expect(program?.text).toContain("from './my%20work.ts';");
  });
});

describe('a task that', () => {
  test('may take a lane gets what it knows of it', async () => {
    const text =
      'export default async (n, lane) => { lane.print("got " + n); lane.progress(1, 1); await lane.sleep(1); return [n, lane.signal.aborted, lane.setup]; };';
    writeFileSync(join(folder, 'talking.mjs'), text);
    for (const lane of ['sequential', 'thread-pool:2', 'forks:2']) {
      const target = nameOf(lane, 'talking.mjs');
      written({ file: 'talking.mjs', lane, target, inputs: { from: 'numbers' }, tasks: 2, facts: { takes: 2 } });
      const { results, stdout } = await run(target);
      expect(results).toBe('[ [ 0, false, undefined ], [ 1, false, undefined ] ]');
      expect(stdout).toContain('got 1\n');
    }
  });

  const numbers = { file: 'plain.mjs', inputs: { from: 'numbers' }, tasks: 4 } as const;

  test.each(lanes)('fails under %s ends the program with its error', async (lane) => {
    const target = nameOf(lane, 'fragile.mjs');
    written({ ...numbers, name: 'fragile', lane, target });
    const { exitCode, stderr } = await run(target);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('RangeError: 2 is too many');
    expect(stderr).toContain('plain.mjs:');
  });

  test.each(withWorkers)('ends its worker under %s ends the program with the reason', async (lane) => {
    const target = nameOf(lane, 'leaving.mjs');
    written({ ...numbers, name: 'leaving', lane, target });
    const { exitCode, stderr } = await run(target);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/ended with exit code 3 before its task was done/);
  });

  test.each(withWorkers)('leaves a timer behind under %s does not keep the program', async (lane) => {
    const target = nameOf(lane, 'lasting.mjs');
    written({ ...numbers, name: 'lasting', lane, target });
    expect(await run(target)).toMatchObject({ exitCode: 0, results: '[ 0, 1, 2, 3 ]' });
  });

  test.each(withWorkers)('gives what cannot be handed over under %s ends the program with that', async (lane) => {
    const target = nameOf(lane, 'unclonable.mjs');
    written({ ...numbers, name: 'unclonable', lane, target });
    const { exitCode, stderr } = await run(target);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('could not be cloned');
  });
});

/** Any way that inputs and exports can be named in, with what comes of it. */
const named: readonly (readonly [string, Omit<Wanted, 'lane' | 'target'>, unknown])[] = [
  ['inputs of the file, iterated', { file: 'plain.mjs' }, ['b', 'a', 'c'].map((input) => ({ input, length: 3 }))],
  ['fewer tasks than inputs', { file: 'plain.mjs', name: 'some-name', tasks: 2 }, [['b'], ['a']]],
  ['more tasks than inputs', { file: 'plain.mjs', name: 'some-name', tasks: 4 }, [['b'], ['a'], ['c'], ['b']]],
  ['numbers', { file: 'plain.mjs', name: 'some-name', tasks: 3, inputs: { from: 'numbers' } }, [[0], [1], [2]]],
  ['an export of CommonJS', { file: 'common.cjs', name: 'twice' }, [6, 2, 4]],
  ['what CommonJS exports as a whole', { file: 'common.cjs' }, [-3, -1, -2]],
];

const values: readonly Json[] = [
  JSON.parse('{ "__proto__": { "polluted": true } }') as Json,
  `it's "quoted" \\ \`\${1}\`\n\u2028\u202e\u0007\u{e0001}\ud800`,
  ['nested', [1, -2.5, 1e21, null, true], {}],
  { 'a-b': 1, c: 'x'.repeat(120) },
];

describe('inputs and exports', () => {
  test.each(named)('%s', async (what, wanted, expected) => {
    for (const lane of ['sequential', 'thread-pool:2', 'forks:2']) {
      const target = `${what.replace(/\W/g, '-')}.${nameOf(lane, 'mjs')}`;
      written({ ...wanted, lane, target });
      expect(await run(target)).toMatchObject({ exitCode: 0, stderr: '', results: shown(expected) });
    }
  });

  test('values are written into the program as they are', async () => {
    written({
      file: 'plain.mjs',
      name: 'some-name',
      lane: 'threads:2',
      target: 'values.mjs',
      inputs: { from: 'values', values },
    });
    const { results } = await run('values.mjs');
    expect(results).toBe(shown(values.map((value) => [JSON.parse(JSON.stringify(value))])));
  });

  test.each([
    ['many.json', (list: readonly unknown[]) => JSON.stringify(list)],
    ['many.jsonl', (list: readonly unknown[]) => list.map((value) => `${JSON.stringify(value)}\n`).join('\n')],
  ])('many values are read from %s', async (path, textOf) => {
    const many = Array.from({ length: 500 }, (_, n) => ({ n, text: 'some text' }));
    writeFileSync(join(folder, path), textOf(many));
    const inputs = { from: 'values', values: many } as const;
    const inputsFrom = { kind: 'file', path: join(folder, path) } as const;
    const wanted = { file: 'plain.mjs', name: 'some-name', lane: 'sequential', inputs, inputsFrom, tasks: 501 };
    const { text } = written({ ...wanted, target: `${path}.mjs` });
    expect(text.length).toBeLessThan(2_000);
    expect((await run(`${path}.mjs`)).results).toBe(shown([...many, many[0]].map((value) => [value])));
  });

  test('paths of files are found by their pattern, as the tasks had them', async () => {
    mkdirSync(join(folder, 'folder.txt'));
    for (const name of ['b.txt', 'a.txt']) writeFileSync(join(folder, name), name);
    const paths = ['a.txt', 'b.txt'].map((name) => join(folder, name));
    const inputs = { from: 'values', values: paths } as const;
    const inputsFrom = { kind: 'files', glob: '*.txt' } as const;
    written({ file: 'plain.mjs', name: 'some-name', lane: 'sequential', target: 'files.mjs', inputs, inputsFrom });
    expect((await run('files.mjs')).results).toBe(shown(paths.map((path) => [path])));
  });

  test('a range is counted', async () => {
    const inputs = { from: 'values', values: [5, 6, 7] } as const;
    const inputsFrom = { kind: 'range', from: 5, to: 7 } as const;
    const wanted = { file: 'plain.mjs', name: 'some-name', lane: 'sequential', inputs, inputsFrom };
    const { text } = written({ ...wanted, target: 'range.mjs' });
    expect(text).toContain('(_, index) => 5 + index');
    expect((await run('range.mjs')).results).toBe('[ [ 5 ], [ 6 ], [ 7 ] ]');
  });

  test.each(["it's a #1 100% file?.mjs", 'two\nlines.mjs'])('a file called %j is imported', async (file) => {
    writeFileSync(join(folder, file), 'export default (input) => [input];');
    const target = `in a folder/${file.replace(/\W/g, '-')}.mjs`;
    written({ file, lane: 'thread-pool:2', target, inputs: { from: 'numbers' }, tasks: 2 });
    expect(await run(target)).toMatchObject({ stderr: '', results: '[ [ 0 ], [ 1 ] ]' });
  });
});

test('programs are formatted, found in order by a linter, and of sound types', async () => {
  const targets = everyKind.map(({ lane, ending }) => `checked/${nameOf(lane, ending)}`);
  for (const [index, { lane }] of everyKind.entries()) {
    const program = written({ ...shapes, lane, target: targets[index] ?? '', tasks: 20 });
    expect(program.text.split('\n').filter((line) => line.length > 100)).toEqual([]);
  }
  for (const ending of endings) {
    targets.push(`checked/library.${ending}`);
    written({ ...shapes, lane: 'thread-pool:3', library: 'piscina', target: `checked/library.${ending}` });
  }
  writeFileSync(join(folder, 'checked/biome.json'), JSON.stringify(biome));
  const checked = targets.map((target) => basename(target));
  const linted = await execa('biome', ['check', '--max-diagnostics=none', ...checked], {
    cwd: join(folder, 'checked'),
    reject: false,
    preferLocal: true,
    localDir: process.cwd(),
  });
  expect(linted.stdout + linted.stderr).toMatch(/^Checked \d+ files in .*\. No fixes applied\.$/);
  const typed = checked.filter((name) => name.endsWith('.mts'));
  const types = await execa('tsc', [...typeOptions, ...typed], {
    cwd: join(folder, 'checked'),
    reject: false,
    preferLocal: true,
    localDir: process.cwd(),
  });
  expect(types.stdout).toBe('');
}, 120_000);

const biome = {
  root: true,
  formatter: { indentStyle: 'space', indentWidth: 2, lineWidth: 100 },
  javascript: { formatter: { quoteStyle: 'single' } },
};

const typeOptions = [
  '--noEmit',
  '--strict',
  '--target',
  'es2024',
  '--lib',
  'esnext',
  '--module',
  'nodenext',
  '--types',
  'node',
  '--skipLibCheck',
  '--allowImportingTsExtensions',
  '--erasableSyntaxOnly',
  '--verbatimModuleSyntax',
  '--noUncheckedIndexedAccess',
  '--ignoreConfig',
];
