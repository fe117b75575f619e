import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { isFileWord, readFileWord } from '../../../src/cli/own-work/file-word.ts';
import { inputsIn } from '../../../src/cli/own-work/inputs.ts';
import { jsonText, numberRange } from '../../../src/cli/values.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text = ''): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('a word means a file', () => {
  test.each(['./count', 'count.ts', 'a/b', 'resize.py', 'resize.mts#thumbnail', 'resize.rb', '../x'])('%j', (word) => {
    expect(isFileWord(word)).toBe(true);
  });

  test.each(['count', '3', 'gil', 'cuont', '', '#x'])('%j does not', (word) => {
    expect(isFileWord(word)).toBe(false);
  });

  test('and the export behind a #, which may also be part of its name', () => {
    expect(readFileWord(`${file('a.ts')}#thumbnail`)).toEqual({ path: join(folder, 'a.ts'), name: 'thumbnail' });
    expect(readFileWord(file('c#.py'))).toEqual({ path: join(folder, 'c#.py') });
  });

  test('that can be none', () => {
    mkdirSync(join(folder, 'folder.ts'));
    const refusal = (name: string) => {
      try {
        return readFileWord(join(folder, name));
      } catch (error) {
        return (error as Error).message.slice(folder.length + 1);
      }
    };
    file('a.tsx');
    file('a.rb');
    expect([refusal('none.ts'), refusal('folder.ts'), refusal('a.tsx'), refusal('a.rb'), refusal('a.ts#')]).toEqual([
      'none.ts: no such file; accepted: a file with a task, or a scenario (see lanes list)',
      'folder.ts: is a folder; name a file in it that has a task',
      'a.tsx: Node does not run JSX; move the task into a file of its own, without JSX, that ends in .ts or .js',
      'a.rb: not a language that lanes runs; accepted: files that end in .ts .mts .cts .js .mjs .cjs (TypeScript or JavaScript), .py (Python)',
      'a.ts: no name behind the #; accepted: the name of an export, such as #thumbnail',
    ]);
  });
});

describe('inputs', () => {
  test('are those of the file where none are given', async () => {
    expect(await inputsIn({})).toEqual({ from: 'file' });
  });

  test.each<[string, string, unknown[]]>([
    ['a JSON array', '[1, {"a": 2}]\n', [1, { a: 2 }]],
    ['JSON lines', '{"a": 1}\n\n"two"\n', [{ a: 1 }, 'two']],
    ['JSON lines of arrays', '[1]\r\n[2]\r\n', [[1], [2]]],
    ['a text with a byte order mark', '\ufeff[null]', [null]],
  ])('come from a file with %s', async (_, text, values) => {
    const path = file('inputs.json', text);
    const origin = { kind: 'file', path };
    expect(await inputsIn({ inputs: path })).toEqual({ from: 'values', values, origin });
  });

  test.each([
    ['nothing', '', 'there is no input in it'],
    ['an empty array', '[]', 'there is no input in it'],
    ['what is no JSON', '1\nhello\n', 'line 2 is "hello"'],
  ])('do not come from a file with %s', async (_, text, words) => {
    await expect(inputsIn({ inputs: file('bad.json', text) })).rejects.toThrow(words);
  });

  test('do not come from a file that is not there', async () => {
    await expect(inputsIn({ inputs: join(folder, 'none') })).rejects.toThrow('(no such file or directory)');
  });

  test('are the paths of files that match, in order', async () => {
    const [two, one] = [file('2.png'), file('1.png')];
    mkdirSync(join(folder, '3.png'));
    const glob = join(folder, '*.png');
    const origin = { kind: 'files', glob };
    expect(await inputsIn({ inputFiles: glob })).toEqual({ from: 'values', values: [one, two], origin });
    await expect(inputsIn({ inputFiles: join(folder, '*.gif') })).rejects.toThrow("such as 'images/*.png' (none does");
  });

  test('are no more than tasks can be', async () => {
    const many = file('many.json', JSON.stringify(Array.from({ length: 10_001 }, (_, index) => index)));
    const { values } = (await inputsIn({ inputs: many })) as { readonly values: readonly unknown[] };
    expect(values).toHaveLength(10_000);
  });

  test('are numbers of a range', () => {
    expect(numberRange('--input-range', '-1..2')).toEqual([-1, 0, 1, 2]);
    expect(numberRange('--input-range', '7..7')).toEqual([7]);
  });

  test.each(['', '1', '2..1', '1..', '1..10001', '1.5..2', 'a..b', '1...3', '9007199254740993..9007199254740994'])(
    'are not the range %j',
    (given) => {
      expect(() => numberRange('--input-range', given)).toThrow('--input-range: got');
    },
  );

  test('are JSON', () => {
    expect([jsonText('--input', '{"a":[1]}'), jsonText('--input', 'null')]).toEqual([{ a: [1] }, null]);
    expect(() => jsonText('--input', 'text')).toThrow('--input: got "text"; accepted: JSON, such as 5');
  });
});
