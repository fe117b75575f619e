import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, expect } from 'vitest';
import type { Program, ProgramFacts, ProgramRequest } from '../../../src/engine/code/program.ts';
import { programFor } from '../../../src/engine/code/program-for.ts';

/** A folder with the fixtures, beside which programs are written; the library is there as an installed one would be. */
export const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lanes-test-')));
cpSync(fileURLToPath(new URL('../../fixtures/code', import.meta.url)), folder, { recursive: true });
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A request, of which the file is named by its name in the folder. */
export interface Wanted extends Partial<Omit<ProgramRequest, 'work' | 'runtime' | 'facts' | 'target'>> {
  readonly file: string;
  readonly name?: string;
  readonly lane: string;
  readonly target: string;
  readonly inputs?: ProgramRequest['work']['inputs'];
  readonly facts?: Partial<ProgramFacts>;
}

/** The program for a request, written into the folder. */
export function written({ file, name = 'default', target, inputs, facts, ...wanted }: Wanted): Program {
  const hooks = facts?.has ?? { setup: false, teardown: false, transfer: false };
  const program = programFor({
    workers: 2,
    tasks: undefined,
    ...wanted,
    runtime: extname(file) === '.py' ? 'python' : 'node',
    work: { path: join(folder, file), name, inputs: inputs ?? { from: 'file' } },
    target: join(folder, target),
    facts: { isAsync: false, has: hooks, takes: hooks.setup ? 2 : 1, ...facts },
  });
  if (program === undefined) throw new Error(`there is no program for ${wanted.lane}`);
  mkdirSync(dirname(join(folder, target)), { recursive: true });
  writeFileSync(join(folder, target), program.text);
  return program;
}

/** What came of a program. */
export interface Outcome {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** What the runtime shows of the results, where the program came to its end. */
  readonly results: string | undefined;
}

const told = 'the results: ';

/**
 * Runs a program that was written, from the folder; it says its results by a line put in before the one
 * that tells the time. `command` runs it, with its own arguments.
 */
export async function run(
  target: string,
  command: readonly [string, ...string[]] = commandFor(target),
): Promise<Outcome> {
  const path = join(folder, target);
  const telling = join(dirname(path), `telling_${basename(target)}`);
  const text = readFileSync(path, 'utf8');
  const isPython = extname(target) === '.py';
  const line = isPython ? `print(${JSON.stringify(told)} + repr(results))` : tellInNode;
  const before = isPython ? /^( *)(?=print\(f"\{len\(results\)\})/m : /^( *)(?=console\.log\(`\$\{results)/m;
  expect(text).toMatch(before);
  writeFileSync(
    telling,
    text.replace(before, (indent) => `${indent}${line}\n${indent}`),
  );
  const [program, ...args] = command;
  const { exitCode, stdout, stderr } = await execa(program, [...args, telling], {
    cwd: folder,
    reject: false,
    env: { SHAPES_LOG: log(target) },
    stdin: 'ignore',
  });
  const results = stdout.split('\n').find((one) => one.startsWith(told));
  return { exitCode, stdout, stderr, results: results?.slice(told.length) };
}

const tellInNode = `console.log('${told}' + process.getBuiltinModule('node:util').inspect(results, { depth: 9, compact: true, breakLength: Infinity, maxArrayLength: null }));`;

function commandFor(target: string): readonly [string, ...string[]] {
  return extname(target) === '.py' ? ['python3'] : [process.execPath];
}

/** Where the tasks of a program write what happens in its workers. */
export function log(target: string): string {
  return join(folder, `${target.replace(/\W/g, '_')}.log`);
}
