import { extname } from 'node:path';
import { partsOf } from '../../catalog.ts';
import type { ProgramRequest } from '../program.ts';

/** What the parts of a program for Node know of it. */
export interface NodeParts {
  readonly request: ProgramRequest;
  /** Whether it is written with types, all of which Node can strip. */
  readonly typed: boolean;
  /** A piece of text that only a program with types has. */
  readonly type: (text: string) => string;
  /** Most workers, or tasks on a loop, at once; absent for all of the tasks. */
  readonly limit: number | undefined;
  /** Whether the task is called with a stand-in for `lane`. */
  readonly givesLane: boolean;
  readonly has: ProgramRequest['facts']['has'];
  /** The user's function called with what `input` is called. */
  readonly call: (input: string) => string;
}

/** Names by the module that they are imported from. */
export type Imports = Readonly<Record<string, readonly string[]>>;

/** How a model is written in Node. */
export interface NodeModel {
  /** What the program does, as the rest of a sentence: `with 4 worker threads`. */
  readonly title: (limit: number | undefined) => string;
  /** The names that it imports, by module. */
  readonly imports: (parts: NodeParts) => Imports;
  /** Packages that have to be installed first. */
  readonly packages?: readonly string[];
  /** Whether it has workers, of which there is always a most. */
  readonly limited?: true;
  /** Whether tasks reach threads, to which what `transfer` names can be moved. */
  readonly moves?: true;
  /** Whether it has no place for `teardown`. */
  readonly neverTearsDown?: true;
  /** What to know of it, each in a sentence. */
  readonly notes?: (parts: NodeParts) => readonly string[];
  /** All that follows the imports. */
  readonly body: (parts: NodeParts) => string;
}

/** What is asked for, as the parts of the program need it. */
export function partsFor(request: ProgramRequest, { moves, limited, neverTearsDown }: NodeModel): NodeParts {
  const { facts, work, target } = request;
  const typed = /^\.[mc]?ts$/.test(extname(target ?? work.path));
  const { has, takes } = facts;
  // More than a function asks for does it no harm.
  const givesLane = takes !== 1;
  return {
    request,
    typed,
    type: (text) => (typed ? text : ''),
    limit: partsOf(request.lane).workers ?? (limited ? request.workers : undefined),
    givesLane,
    has: { ...has, transfer: has.transfer && moves === true, teardown: has.teardown && neverTearsDown !== true },
    call: (input) => (givesLane ? `task(${input}, lane)` : `task(${input})`),
  };
}
