import type { Json } from './task.ts';

/** The user's own work: a function in a file of theirs, and what it is called with. */
export interface WorkFile {
  /** Absolute path of the file. */
  readonly path: string;
  /** The export that is the function: `default` in JavaScript, `task` in Python, or another. */
  readonly name: string;
  readonly inputs: InputSource;
}

/**
 * Where the inputs of tasks come from: the export `inputs` of the file itself, values from outside,
 * or the numbers from 0 on. A list that is shorter than there are tasks is repeated.
 */
type InputSource =
  | { readonly from: 'file' }
  | { readonly from: 'values'; readonly values: readonly Json[] }
  | { readonly from: 'numbers' };
