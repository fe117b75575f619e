import type { WorkFacts, WorkFile } from '../../tasks/work-file.ts';

/** What is asked of the program that looks at a user's file; sent as one JSON text on its standard input. */
export interface LookRequest {
  readonly work: WorkFile;
  /** How many tasks are wanted; absent where that follows from the inputs. */
  readonly tasks?: number;
  /** How many inputs are counted at most: a source of them may have no end. */
  readonly most: number;
}

/** What was learnt of a file: told as one line of JSON on descriptor 3, before the program ends. */
export type Looked = LookFacts | { readonly error: LookError };

/** A file that can be run. */
export interface LookFacts extends WorkFacts {
  /** The names of all that it exports and that could be a task: functions. */
  readonly exports: readonly string[];
}

/** Why a file cannot be run. */
export interface LookError {
  readonly kind: LookErrorKind;
  /** What happened and with what, in words that go on after the path of the file and a colon; one line. */
  readonly message: string;
  /** Where it happened in the user's code, as the runtime tells it, without the frames of lanes. */
  readonly stack?: string;
  /** The names of the functions that it exports, where the one that was asked for is not among them. */
  readonly exports?: readonly string[];
}

export type LookErrorKind =
  /** There is no such file, or it cannot be read. */
  | 'missing'
  /** It is no program of its language. */
  | 'parse'
  /** It has TypeScript that is more than types, such as enums: Node does not strip it. */
  | 'syntax-not-strippable'
  /** It has not the export that was asked for. */
  | 'no-export'
  /** What was asked for is no function, or another export that lanes knows is not what it has to be. */
  | 'not-a-function'
  /** It imports a package that is not installed. */
  | 'not-installed'
  /** It imports a file that is not there, or from one what that does not export. */
  | 'import'
  /** It threw while it was loaded, or awaits what never comes. */
  | 'throws'
  /** It ended the process while it was loaded or its inputs were made. */
  | 'exits'
  /** Its inputs are none, or cannot be iterated. */
  | 'inputs'
  /** Its inputs failed while they were made. */
  | 'inputs-fail';
