import type { LookError, LookErrorKind, Looked, LookFacts } from '../../protocol/look.ts';
import { checked } from '../../shape/checked.ts';
import {
  amount,
  list,
  nullable,
  only,
  optional,
  type Shape,
  shapeOf,
  text,
  truth,
  whole,
  words,
} from '../../shape/shape.ts';

const names = list(text, 10_000);

const kind: Shape<LookErrorKind> = words(
  'missing',
  'parse',
  'syntax-not-strippable',
  'no-export',
  'not-a-function',
  'not-installed',
  'import',
  'throws',
  'exits',
  'inputs',
  'inputs-fail',
);

const error = shapeOf<{ readonly error: LookError }>({
  error: shapeOf<LookError>({ kind, message: text, stack: optional(text), exports: optional(names) }),
});

const facts = shapeOf<LookFacts>({
  isAsync: truth,
  takes: whole,
  inputs: nullable(whole),
  isCommonJs: optional(only(true)),
  loadMs: amount,
  inputsMs: amount,
  inputBytes: optional(amount),
  has: shapeOf<LookFacts['has']>({
    setup: truth,
    teardown: truth,
    transfer: truth,
    sameResult: optional(words('function', 'never')),
  }),
  exports: names,
});

/** Reads a line of the pipe; undefined for one that is no answer: the file can write there too. */
export function readLooked(line: string): Looked | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isError = typeof value === 'object' && value !== null && 'error' in value;
    return isError ? checked(error, value) : checked(facts, value);
  } catch {
    return undefined;
  }
}
