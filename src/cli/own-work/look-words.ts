import type { LookError, LookErrorKind } from '../../engine/protocol/look.ts';
import type { NothingSeen } from '../../engine/supervise/look/look.ts';
import type { Scenario } from '../../tasks/workload.ts';
import { UsageError } from '../usage-error.ts';

/** What to do about it. */
const advice: Readonly<Record<LookErrorKind, string>> = {
  missing: 'name a file that can be read',
  parse: 'mend that first',
  'syntax-not-strippable': 'write that in JavaScript with types, or compile the file and name what came of it',
  'no-export': 'export a function',
  'not-a-function': 'export a function',
  'not-installed': 'install that where the file finds it',
  import: 'mend that import',
  throws: 'mend that, or have the task do it',
  exits: 'leave the process to lanes, and have the task return',
  inputs: 'have it give at least one, or give some with --input',
  'inputs-fail': 'mend that, or give some with --input',
};

/** Why a file cannot be run, in one line, and under it what the runtime or the file said. */
export function cannotBeRun({ id, work }: Scenario, seen: { readonly error: LookError } | NothingSeen): UsageError {
  const [file = id] = id.split('#');
  if ('failed' in seen) {
    const todo = seen.isLate ? 'leave what waits or takes long to the task' : advice.exits;
    return new UsageError(`${file}: ${seen.failed}; ${todo}`, lastLines(seen.printed));
  }
  const { kind, message, stack = '', exports = [] } = seen.error;
  const others = exports.filter((name) => name !== work?.name);
  const todo =
    others.length === 0
      ? (asModule(file, message) ?? advice[kind])
      : `name one of its functions, such as ${file}#${others[0]}`;
  const has = others.every((other) => message.includes(other)) ? '' : ` (it has ${others.join(', ')})`;
  return new UsageError(`${file}: ${message}${has}; ${todo}`, whereIn(stack));
}

/** Node reads a file as CommonJS where its package.json says so, whatever stands in it. */
function asModule(file: string, message: string): string | undefined {
  if (!/import statement outside a module|Unexpected token 'export'|import\.meta/.test(message)) return undefined;
  const renamed = file.replace(/\.c?([jt]s)$/, '.m$1');
  return `its package.json makes it CommonJS: name it ${renamed}, or write "type": "module" there`;
}

/** As many as tell where to look. */
const mostLines = 8;

function lastLines(text: string): readonly string[] {
  return text.split('\n').filter(Boolean).slice(-mostLines);
}

/** Frames of what loads the file: nothing in them is the user's to mend. */
const notTheirs = /\(?node:|<frozen |\/(?:look\.js|lanes_runner\/\w+\.py)\b/;

/** Where in the file it happened: a traceback has that at its end, a stack at its begin. */
function whereIn(stack: string): readonly string[] {
  const lines = stack.split('\n').filter((line) => line.trim() !== '' && !(isFrame(line) && notTheirs.test(line)));
  // One line alone is the error, which was told.
  if (lines.length < 2) return [];
  return lines.some((line) => line.startsWith('  File "')) ? lines.slice(-mostLines) : lines.slice(0, mostLines);
}

function isFrame(line: string): boolean {
  return /^\s+(?:at |File ")/.test(line);
}
