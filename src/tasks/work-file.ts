import type { Json } from './task.ts';

/** The user's own work: a function in a file of theirs, and what it is called with. */
export interface WorkFile {
  /** Absolute path of the file. */
  readonly path: string;
  /** The export that is the function: `default` in JavaScript, `task` in Python, or another. */
  readonly name: string;
  readonly inputs: InputSource;
  /** What was found out of it before the session; absent before that. */
  readonly facts?: WorkFacts;
}

/** What is known of a user's file before its tasks run, since a process of its own has loaded it. */
export interface WorkFacts {
  /** The function is asynchronous, so that other tasks can go on while it waits. */
  readonly isAsync: boolean;
  /** How long loading the module took, ms. */
  readonly loadMs: number;
  /** How long making all inputs took, ms. */
  readonly inputsMs: number;
  /** How large the first input is on its way to another process, bytes, where that is known. */
  readonly inputBytes?: number;
  /** How many inputs it gives, counted up to the tasks that are wanted, or the most; null where these are numbers. */
  readonly inputs: number | null;
  /** How many of input and lane the function takes. */
  readonly takes: number;
  /** Of a file of Node's: it is no ES module. */
  readonly isCommonJs?: true;
  /** Which of the exports that lanes knows it has. */
  readonly has: {
    readonly setup: boolean;
    readonly teardown: boolean;
    readonly transfer: boolean;
    /** Compares results: a function of its own, or never. */
    readonly sameResult?: 'function' | 'never';
  };
}

/** Where values that came from outside can be had again; paths as they were given, relative to the current folder. */
export type InputsFrom =
  | { readonly kind: 'files'; readonly glob: string }
  /** A JSON array, or with `lines` (absent: where its name ends in .jsonl or .ndjson) a JSON text a line. */
  | { readonly kind: 'file'; readonly path: string; readonly lines?: boolean }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'values' };

/**
 * Where the inputs of tasks come from: the export `inputs` of the file itself, values from outside,
 * or the numbers from 0 on. A list that is shorter than there are tasks is repeated.
 */
type InputSource =
  | { readonly from: 'file' }
  | { readonly from: 'values'; readonly values: readonly Json[]; readonly origin?: InputsFrom }
  | { readonly from: 'numbers' };
