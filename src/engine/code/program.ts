import type { InputsFrom, WorkFile } from '../../tasks/work-file.ts';

/** What a program is made from. */
export interface ProgramRequest {
  readonly work: WorkFile;
  readonly runtime: 'node' | 'python';
  /** The name of the lane: its model, and behind a colon the number of workers, or of tasks under way at once. */
  readonly lane: string;
  /** How many workers a pool has, or live at once where each task has one, if the lane's name does not say it. */
  readonly workers: number;
  /** How many tasks; absent for one of each input. Numbers as inputs and an endless list of them need it. */
  readonly tasks: number | undefined;
  readonly facts: ProgramFacts;
  /** Where values from outside had come from, so that the program reads them there; absent to have them written into it. */
  readonly inputsFrom?: InputsFrom;
  /** Where the program will be written to: its imports are relative to that folder, else to the current one. */
  readonly target?: string;
  /** Size of libuv's pool of threads that was measured, where it was not the usual one. */
  readonly libuvThreads?: number;
  /** Has a pool of Node made by a library instead of by the program itself. */
  readonly library?: 'piscina';
}

/** What was learnt of the user's file that the program depends on. */
export interface ProgramFacts {
  readonly isAsync: boolean;
  readonly has: { readonly setup: boolean; readonly teardown: boolean; readonly transfer: boolean };
  /** How many of input and lane the function takes; absent where that is not known. */
  readonly takes?: number;
  /** How many inputs were counted; null where they are numbers, since the file has none. */
  readonly inputs?: number | null;
  /** Of a `.js` or `.ts` file, which kind of module it is; absent for an ES module. */
  readonly format?: 'module' | 'commonjs';
}

/** A program that does what a lane did, and needs nothing of lanes. */
export interface Program {
  readonly text: string;
  /** A file name for it, such as `resize.thread-pool.mjs`. */
  readonly suggestedName: string;
  /** How it is run and what to know of it, each in a sentence. */
  readonly notes: readonly string[];
  /** The lines, counted from 1, that make it this model. */
  readonly marked: readonly number[];
}
