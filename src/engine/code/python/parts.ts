import { basename, dirname, extname } from 'node:path';
import { partsOf } from '../../catalog.ts';
import type { ProgramRequest } from '../program.ts';

/** What the parts of a program in Python know of it. */
export interface PythonParts {
  readonly request: ProgramRequest;
  /** Most workers, or tasks on a loop, at once; absent for all of the tasks. */
  readonly limit: number | undefined;
  readonly isAsync: boolean;
  readonly takesInput: boolean;
  /** Whether the task is called with a stand-in for `lane`. */
  readonly givesLane: boolean;
  /** Whether a worker keeps something between its tasks, and so is an object. */
  readonly keeps: boolean;
  readonly has: ProgramRequest['facts']['has'];
  /** The user's function called with what `value` is called. */
  readonly call: (value: string) => string;
}

/** How a model is written in Python. */
export interface PythonModel {
  /** What the program does, as the rest of a sentence. */
  readonly title: (limit: number | undefined) => string;
  /** Whether it has workers, of which there is always a most. */
  readonly limited?: true;
  /** Whether each worker imports the program anew. */
  readonly importsAnew?: true;
  /** The oldest version of Python that runs it, where that is not the oldest supported one. */
  readonly since?: string;
  /** All that follows the imports and the making of the inputs; `run_all(inputs)` gives the results. */
  readonly body: (parts: PythonParts) => PythonCode;
}

/** A part of a program with what it imports. */
export interface PythonCode {
  /** Names by the module that they are imported from; none for the module itself. */
  readonly imports: Imports;
  readonly text: string;
}

/** Names by module. */
export type Imports = Readonly<Record<string, readonly string[]>>;

/** What is asked for, as the parts of the program need it. */
export function partsFor(request: ProgramRequest, { limited }: PythonModel): PythonParts {
  const { facts } = request;
  const { has, isAsync, takes = has.setup ? 2 : 1 } = facts;
  const givesLane = takes === 2;
  return {
    request,
    limit: partsOf(request.lane).workers ?? (limited ? request.workers : undefined),
    isAsync,
    givesLane,
    takesInput: takes !== 0,
    keeps: has.setup || has.teardown,
    has,
    call: (value) => callOf(value, takes !== 0, givesLane && 'lane'),
  };
}

/** The user's function called with what `value` and `lane` are called, as far as it takes them. */
export function callOf(value: string, takesInput: boolean, lane: string | false): string {
  const given = [takesInput && value, lane].filter((argument) => argument !== false);
  return `task(${given.join(', ')})`;
}

/** What the user's file is called as a module: its name without the ending. */
export function moduleOf({ work }: ProgramRequest): { readonly name: string; readonly folder: string } {
  return { name: basename(work.path, extname(work.path)), folder: dirname(work.path) };
}
