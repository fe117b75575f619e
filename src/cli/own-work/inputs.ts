import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { mostTasks } from '../../engine/plan.ts';
import { grouped } from '../../engine/text/numbers.ts';
import type { Json } from '../../tasks/task.ts';
import type { InputsFrom, WorkFile } from '../../tasks/work-file.ts';
import { reasonOf, statOf } from '../files/destination.ts';
import { decodedText, EncodingError } from '../files/read-text.ts';
import type { OwnWorkOptions } from '../options/given.ts';
import { tell } from '../tell.ts';
import { UsageError } from '../usage-error.ts';
import { parsedJson } from '../values.ts';

/** Where the inputs come from, by the options; these exclude each other. Throws a UsageError where there are none. */
export async function inputsIn(options: OwnWorkOptions): Promise<WorkFile['inputs']> {
  const { input, inputs, inputFiles, inputRange } = options;
  if (inputs !== undefined)
    return values(
      '--inputs',
      await readInputs(inputs),
      inputs === '-' ? { kind: 'values' } : { kind: 'file', path: inputs },
    );
  if (inputFiles !== undefined)
    return values('--input-files', filesOf(inputFiles), { kind: 'files', glob: inputFiles });
  if (inputRange !== undefined) return values('--input-range', inputRange, rangeOf(inputRange));
  return input === undefined ? { from: 'file' } : values('--input', input, { kind: 'values' });
}

function values(argument: string, given: readonly Json[], origin: InputsFrom): WorkFile['inputs'] {
  if (given.length > mostTasks)
    tell(`${argument}: took the first ${grouped(mostTasks)} inputs of ${grouped(given.length)}`);
  return { from: 'values', values: given.slice(0, mostTasks), origin };
}

function rangeOf(numbers: readonly number[]): InputsFrom {
  return { kind: 'range', from: numbers[0] ?? 0, to: numbers.at(-1) ?? 0 };
}

function filesOf(pattern: string): string[] {
  const found = globSync(pattern)
    .map((file) => resolve(file))
    .filter((file) => statOf(file)?.isFile())
    .sort();
  if (found.length > 0) return found;
  throw new UsageError(
    `--input-files: got ${JSON.stringify(pattern)}; accepted: a pattern in quotes that files match, such as 'images/*.png' (none does in ${process.cwd()})`,
  );
}

/** A JSON array, or JSON lines; from a file, or from stdin for `-`. */
async function readInputs(file: string): Promise<readonly Json[]> {
  const fail = (what: string) =>
    new UsageError(`--inputs: got ${JSON.stringify(file)}; accepted: a JSON array, or a JSON value a line (${what})`);
  const bytes = await (file === '-' ? readStdin() : readFile(file)).catch((error: NodeJS.ErrnoException) => {
    throw fail(reasonOf(error));
  });
  const text = textOf(bytes, fail);
  const read = parsedJson(text);
  const found = Array.isArray(read) ? (read as Json[]) : linesOf(text, fail);
  if (found.length === 0) throw fail('there is no input in it');
  return found;
}

async function readStdin(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function textOf(bytes: Buffer, fail: (what: string) => Error): string {
  try {
    return decodedText(bytes);
  } catch (error) {
    throw error instanceof EncodingError ? fail(error.message) : error;
  }
}

function linesOf(text: string, fail: (what: string) => Error): Json[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value = parsedJson(line);
    if (value === undefined) throw fail(`line ${index + 1} is ${JSON.stringify(line.trim().slice(0, 40))}`);
    return [value];
  });
}
