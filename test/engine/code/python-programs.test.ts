import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/tasks/task.ts';
import { usablePythons } from '../../pythons.ts';
import { folder, log, run, type Wanted, written } from './programs.ts';

const pythons = await usablePythons();
const withInterpreters = pythons.find(({ version }) => Number(version.split('.')[1]) >= 14);

/** Lanes with the number of workers that have a setup of their own, for seven tasks. */
const lanes = [
  ['py-sequential', 1],
  ['py-asyncio', 1],
  ['py-asyncio:2', 1],
  ['py-threads:3', 7],
  ['py-processes:3', 7],
  ['py-thread-pool:3', undefined],
  ['py-process-pool:3', undefined],
  ...(withInterpreters === undefined ? [] : ([['py-interpreters:3', undefined]] as const)),
] as const;
const names = ['task', 'on_loop'];
const everyKind = lanes.flatMap(([lane, workers]) => names.map((name) => ({ lane, workers, name })));
const withWorkers = ['py-processes:2', 'py-process-pool:2'];

function nameOf(lane: string, rest: string): string {
  return `${lane.replace(/\W/g, '_')}_${rest}.py`;
}

/** What runs a program of that lane: the first Python, or the one that has what it needs. */
function commandFor(lane: string): readonly [string, ...string[]] {
  return lane.startsWith('py-interpreters') && withInterpreters ? [withInterpreters.command] : ['python3'];
}

const has = { setup: true, teardown: true, transfer: false };

/** What a plain loop over the function gives, as Python shows it. */
const shapes = `[${[0, 1, 2, 3, 4, 5, 6]
  .map((n) => `(${100 + n}, {${n}}, datetime.date(2024, 1, ${1 + n}), b'${'\\x00'.repeat(n)}')`)
  .join(', ')}]`;

describe('a program', () => {
  test.each(everyKind)(
    '$lane with $name gives what a loop gives, set up and torn down',
    async ({ lane, workers, name }) => {
      const target = nameOf(lane, name);
      const facts = { isAsync: name === 'on_loop', has };
      const { text } = written({ file: 'shapes.py', name, lane, target, facts });
      const { results, stderr, stdout, exitCode } = await run(target, commandFor(lane));
      expect({ exitCode, stderr, results }).toEqual({ exitCode: 0, stderr: '', results: shapes });
      expect(stdout).toMatch(/^7 results in \d+\.\d s$/m);
      const told = readFileSync(log(target), 'utf8').split('\n');
      const setUp = told.filter((line) => line === 'setup').length;
      expect(told.filter((line) => line === 'teardown of 100')).toHaveLength(setUp);
      // A pool of Python starts as many of its workers as it has use for.
      if (workers !== undefined) expect(setUp).toBe(workers);
      expect(setUp).toBeGreaterThan(0);
      expect(text).not.toMatch(/import.*lanes/);
    },
  );

  test.each(pythons.map(({ command, version }) => ({ command, version })))(
    'runs on Python $version',
    async ({ command }) => {
      for (const [lane] of lanes) {
        if (lane.startsWith('py-interpreters')) continue;
        const target = nameOf(lane, 'plain');
        written({ file: 'plain.py', name: 'on_loop', lane, target, facts: { isAsync: true } });
        expect(await run(target, [command])).toMatchObject({ stderr: '', results: "[['b'], ['a'], ['c']]" });
      }
    },
  );

  test.each(withWorkers)('%s runs where processes begin anew', async (lane) => {
    const target = nameOf(lane, 'spawned');
    written({ file: 'shapes.py', name: 'task', lane, target, facts: { has } });
    const text = readFileSync(join(folder, target), 'utf8');
    const begun = text.replace(
      '    main()',
      "    import multiprocessing\n\n    multiprocessing.set_start_method('spawn')\n    main()",
    );
    writeFileSync(join(folder, target), begun);
    expect(await run(target)).toMatchObject({ stderr: '', results: shapes });
  });

  test('is for a file that is elsewhere, and has names that no import could have', async () => {
    mkdirSync(join(folder, 'odd'));
    writeFileSync(join(folder, 'odd/sibling.py'), 'ONE = 1\n');
    for (const file of ["odd/my task's.py", 'odd/signal.py']) {
      writeFileSync(
        join(folder, file),
        'from sibling import ONE\n\n\nclass Own:\n    pass\n\n\ndef add(value):\n    return value + ONE\n',
      );
      for (const lane of ['py-sequential', 'py-process-pool:2', 'py-processes:2']) {
        const target = `else where/${nameOf(lane, file.replace(/\W/g, '_'))}`;
        written({ file, name: 'add', lane, target, inputs: { from: 'numbers' }, tasks: 3 });
        expect(await run(target)).toMatchObject({ stderr: '', results: '[1, 2, 3]' });
      }
    }
    written({ file: 'plain.py', name: 'task', lane: 'py-process-pool:2', target: 'else where/plain_pool.py' });
    expect(await run('else where/plain_pool.py')).toMatchObject({ stderr: '', results: "[['b'], ['a'], ['c']]" });
  });

  test('marks the lines that make the model', () => {
    const { text, marked } = written({ file: 'plain.py', name: 'task', lane: 'py-thread-pool:4', target: 'marked.py' });
    const lines = text.split('\n');
    expect(marked.map((line) => lines[line - 1]?.trim())).toEqual([
      'with ThreadPoolExecutor(max_workers=4) as pool:',
      'return list(pool.map(work, inputs))',
    ]);
  });
});

describe('a task that', () => {
  const numbers = { file: 'plain.py', inputs: { from: 'numbers' }, tasks: 4 } as const;

  test.each(lanes)('fails under %s ends the program with its error', async (lane) => {
    const target = nameOf(lane, 'fragile');
    written({ ...numbers, name: 'fragile', lane, target });
    const { exitCode, stderr } = await run(target, commandFor(lane));
    expect(exitCode).toBe(1);
    expect(stderr).toContain('ValueError: 2 is too many');
    expect(stderr).toContain('plain.py", line');
  });

  test.each(withWorkers)('ends its worker under %s ends the program with the reason', async (lane) => {
    const target = nameOf(lane, 'leaving');
    written({ ...numbers, name: 'leaving', lane, target });
    const { exitCode, stderr } = await run(target);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/a process ended with exit code 3 before its task was done|BrokenProcessPool/);
  });
});

const values: readonly Json[] = [
  `it's "quoted" \\ {1}\n\u2028\u202e\u0007\u{e0001}\u00e9`,
  ['nested', [1, -2.5, null, true, false], {}],
  { 'a-b': 1, c: 'x'.repeat(120) },
];

/** Any way that inputs and exports can be named in, with what comes of it. */
const named: readonly (readonly [string, Omit<Wanted, 'lane' | 'target' | 'file'>, string])[] = [
  ['inputs of the file', { name: 'some-name' }, "[['b'], ['a'], ['c']]"],
  ['fewer tasks than inputs', { name: 'task', tasks: 2 }, "[['b'], ['a']]"],
  ['more tasks than inputs', { name: 'task', tasks: 4 }, "[['b'], ['a'], ['c'], ['b']]"],
  ['numbers', { name: 'doubled', tasks: 3, inputs: { from: 'numbers' } }, '[0, 2, 4]'],
  ['a function without parameters', { name: 'nothing', tasks: 2, facts: { takes: 0 } }, '[7, 7]'],
  [
    'a range',
    { name: 'doubled', inputs: { from: 'values', values: [5, 6] }, inputsFrom: { kind: 'range', from: 5, to: 6 } },
    '[10, 12]',
  ],
];

describe('inputs and exports', () => {
  test.each(named)('%s', async (what, wanted, expected) => {
    for (const lane of ['py-sequential', 'py-asyncio:2', 'py-process-pool:2']) {
      const target = `${what.replace(/\W/g, '_')}_${nameOf(lane, '')}`;
      written({ file: 'plain.py', ...wanted, lane, target });
      expect(await run(target)).toMatchObject({ exitCode: 0, stderr: '', results: expected });
    }
  });

  test('values are written into the program as they are', async () => {
    const inputs = { from: 'values', values } as const;
    written({ file: 'plain.py', name: 'task', lane: 'py-processes:2', target: 'values.py', inputs });
    writeFileSync(join(folder, 'values.json'), JSON.stringify(values));
    const text = readFileSync(join(folder, 'values.py'), 'utf8');
    const compare = "    import json\n    assert results == [[value] for value in json.load(open('values.json'))]\n";
    writeFileSync(join(folder, 'values.py'), text.replace(/(?=^ {4}print\(f)/m, compare));
    expect(await run('values.py')).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test.each([
    ['many.json', (list: readonly unknown[]) => JSON.stringify(list)],
    ['many.jsonl', (list: readonly unknown[]) => list.map((value) => `${JSON.stringify(value)}\n`).join('\n')],
  ])('many values are read from %s', async (path, textOf) => {
    const many = Array.from({ length: 500 }, (_, n) => ({ n, text: 'some text' }));
    writeFileSync(join(folder, path), textOf(many));
    const inputs = { from: 'values', values: many } as const;
    const inputsFrom = { kind: 'file', path: join(folder, path) } as const;
    const target = `${path.replace('.', '_')}.py`;
    const wanted = { file: 'plain.py', name: 'task', lane: 'py-sequential', inputs, inputsFrom, tasks: 501 };
    expect(written({ ...wanted, target }).text.length).toBeLessThan(2_000);
    const shown = [...many, many[0]].map((value) => `[{'n': ${value?.n}, 'text': 'some text'}]`).join(', ');
    expect((await run(target)).results).toBe(`[${shown}]`);
  });

  test('paths of files are found by their pattern, as the tasks had them', async () => {
    mkdirSync(join(folder, 'folder.txt'));
    for (const name of ['b.txt', 'a.txt']) writeFileSync(join(folder, name), name);
    const paths = ['a.txt', 'b.txt'].map((name) => join(folder, name));
    const wanted = {
      file: 'plain.py',
      name: 'task',
      lane: 'py-sequential',
      inputs: { from: 'values', values: paths },
    } as const;
    for (const [target, glob] of [
      ['files.py', '*.txt'],
      ['braces.py', '{a,b}.txt'],
    ] as const) {
      written({ ...wanted, target, inputsFrom: { kind: 'files', glob } });
      expect((await run(target)).results).toBe(`[['${paths[0]}'], ['${paths[1]}']]`);
    }
  });
});

test('programs are formatted, and found in order by a linter', () => {
  const { tool } = parse(readFileSync('pyproject.toml', 'utf8')) as { tool: { ruff: object } };
  const ruff = new Workspace({ ...tool.ruff, 'line-length': 100 }, PositionEncoding.Utf32);
  const ways = [
    { file: 'shapes.py', names: ['task', 'on_loop'], facts: { has } },
    { file: 'plain.py', names: ['task', 'on_loop', 'some-name'], facts: {} },
  ];
  const breakable = [...values.slice(0, 2), Array.from({ length: 40 }, (_, n) => n)];
  const all = [...lanes.map(([lane]) => lane), 'py-interpreters'];
  for (const lane of all) {
    for (const { file, names: ofFile, facts } of ways) {
      for (const name of ofFile) {
        for (const target of ['checked.py', 'elsewhere/checked.py']) {
          const wanted = { file, name, lane, target, facts: { ...facts, isAsync: name === 'on_loop' } };
          for (const inputs of [{ from: 'file' }, { from: 'values', values: breakable }] as const) {
            const { text } = written({ ...wanted, inputs });
            expect(ruff.check(text), `${lane} ${name} ${target}`).toEqual([]);
            expect(ruff.format(text)).toBe(text);
          }
        }
      }
    }
  }
});
