/**
 * Looks at a user's file: loads it, makes its inputs, and tells what was learnt. Whatever the file
 * prints, leaves behind or ends, it is one line on descriptor 3.
 */
import { spawnSync } from 'node:child_process';
import { statSync, writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import { defined } from '../defined.ts';
import type { LookError, Looked, LookFacts, LookRequest } from '../protocol/look.ts';
import { failureOf } from './failure.ts';
import { inputsOf } from './inputs.ts';
import { loadWork, type Work, WorkError } from './load-work.ts';
import { settled, Unsettled } from './settled.ts';

const told = 3;
let isTold = false;

const request = JSON.parse(await text(process.stdin)) as LookRequest;
const { work: file } = request;
process.once('exit', (code) => {
  tell({ error: { kind: 'exits', message: `it ended the process with code ${code} while it was looked at` } });
});
process.once('uncaughtException', (error) => end({ error: errorOf(error) }));
void settled(look())
  .catch((error: unknown): Looked => ({ error: errorOf(error) }))
  .then(end);

async function look(): Promise<LookFacts> {
  const stat = statSync(file.path);
  if (!stat.isFile()) throw new WorkError('missing', 'it is no file');
  const begin = performance.now();
  const work = await loadWork(file);
  const loadedAt = performance.now();
  const inputs = await inputsOf(file, work, request.tasks ?? request.most);
  return {
    isAsync: types.isAsyncFunction(work.task),
    takes: Math.min(work.task.length, 2),
    ...(work.isCommonJs && { isCommonJs: true as const }),
    inputs: inputs?.length ?? null,
    loadMs: loadedAt - begin,
    inputsMs: performance.now() - loadedAt,
    ...defined({ inputBytes: bytesOf(inputs?.[0]) }),
    has: hasOf(work),
    exports: work.exports,
  };
}

function hasOf({ setup, teardown, transfer, sameResult }: Work): LookFacts['has'] {
  return {
    setup: setup !== undefined,
    teardown: teardown !== undefined,
    transfer: transfer !== undefined,
    ...(sameResult !== undefined && { sameResult: sameResult === false ? 'never' : 'function' }),
  };
}

/** As another process would get it; undefined for what cannot be handed over. */
function bytesOf(input: unknown): number | undefined {
  if (input === undefined) return undefined;
  try {
    return process.getBuiltinModule('node:v8').serialize(input).byteLength;
  } catch {
    return undefined;
  }
}

/** By the codes of Node's errors. */
const kinds: Readonly<Record<string, LookError['kind']>> = {
  ENOENT: 'missing',
  EACCES: 'missing',
  ENOTDIR: 'missing',
  ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX: 'syntax-not-strippable',
  ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING: 'syntax-not-strippable',
  ERR_INVALID_TYPESCRIPT_SYNTAX: 'parse',
  ERR_UNKNOWN_FILE_EXTENSION: 'parse',
  ERR_INVALID_PACKAGE_CONFIG: 'parse',
  ERR_MODULE_NOT_FOUND: 'not-installed',
  MODULE_NOT_FOUND: 'not-installed',
  ERR_UNSUPPORTED_DIR_IMPORT: 'import',
  ERR_PACKAGE_PATH_NOT_EXPORTED: 'import',
  ERR_PACKAGE_IMPORT_NOT_DEFINED: 'import',
  ERR_UNKNOWN_BUILTIN_MODULE: 'import',
  ERR_UNSUPPORTED_ESM_URL_SCHEME: 'import',
  ERR_IMPORT_ATTRIBUTE_MISSING: 'import',
};

function errorOf(error: unknown): LookError {
  const { name, message, stack } = failureOf(error);
  if (error instanceof WorkError) {
    const { kind, exports } = error;
    const isOfUser = kind === 'inputs-fail';
    return { kind, message: firstLine(message), ...defined({ stack: isOfUser ? stack : undefined, exports }) };
  }
  if (error instanceof Unsettled)
    return { kind: 'throws', message: `${message}, as it is loaded or its inputs are made` };
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  const known = kinds[code ?? ''];
  if (known === 'missing') return { kind: known, message: missing(code) };
  if (known === 'not-installed') return notThere(message, stack);
  if (known !== undefined) return { kind: known, message: firstLine(message), ...defined({ stack }) };
  if (error instanceof SyntaxError) return syntaxError(error);
  return { kind: 'throws', message: firstLine(`it threw ${name}: ${message}`), ...defined({ stack }) };
}

function missing(code: string | undefined): string {
  return code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
}

/** A path that leads to no file, one that only a compiler knows, or a package. */
function notThere(message: string, stack: string | undefined): LookError {
  const name = /'(.*?)'/.exec(message)?.[1] ?? '';
  const isAlias = /^[@~]\//.test(name);
  const hint = isAlias ? ' (Node does not read the paths of a tsconfig.json)' : '';
  const kind = isAlias || /^(?:\.|\/|file:)/.test(name) ? 'import' : 'not-installed';
  return { kind, message: `${firstLine(message)}${hint}`, ...defined({ stack }) };
}

/** Node does not say where in an ES module the error is, unless the file is checked by itself. */
function syntaxError(error: SyntaxError): LookError {
  const { message, stack = '' } = failureOf(error);
  const isExport = /does not provide an export|ambiguous|conflicting/i.test(message);
  const isPlaced = stack.trimStart().startsWith('SyntaxError') === false;
  const where = isPlaced ? stack : checked(file.path) || stack;
  if (/^\s*@/m.test(where.split('\n')[1] ?? '')) {
    const told = 'decorators are no JavaScript yet, and Node does not compile them';
    return { kind: 'syntax-not-strippable', message: told, stack: where };
  }
  return { kind: isExport ? 'import' : 'parse', message: firstLine(message), stack: where };
}

/** What Node says of the file, or else of what that imports, of which nothing is run before all of it was read. */
function checked(path: string): string {
  const importing = `import ${JSON.stringify(pathToFileURL(path).href)}`;
  return placed(['--check', path]) || placed(['--input-type=module', '--eval', importing]);
}

function placed(args: readonly string[]): string {
  const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 5_000 });
  return stderr.split('\n    at ')[0]?.trim().slice(0, 1_500) ?? '';
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? '';
}

function tell(looked: Looked): void {
  if (isTold) return;
  isTold = true;
  const line = Buffer.from(`${JSON.stringify(looked)}\n`);
  for (let written = 0; written < line.byteLength; ) written += writeSync(told, line, written);
}

/** Ends the process, whatever the file would still do at its end. */
function end(looked: Looked): never {
  tell(looked);
  process.removeAllListeners('exit');
  process.exit(0);
}
