import { basename, join } from 'node:path';

/** The programs of the build that are started as processes or threads of their own. */
export type Entry =
  | 'runner.js'
  | 'look.js'
  | 'thread.cjs'
  | 'fork.cjs'
  | 'pool-worker.cjs'
  | 'fetch-server.js'
  | 'reference-loop.js'
  | 'judge.js';

/** Path of a built program: beside this module in the bundle, under dist/ when run from source. */
export function entryPath(entry: Entry): string {
  return builtPath(entry);
}

/** Path of a program in Python: the runner, or the one that looks at a user's file. */
export function pythonProgramPath(program: 'entry.py' | 'look.py'): string {
  return builtPath('python', 'lanes_runner', program);
}

/** Path of a file that lanes writes for the user to start from. */
export function templatePath(template: 'example.ts' | 'example.js' | 'example.py'): string {
  return builtPath('templates', template);
}

function builtPath(...names: readonly string[]): string {
  const here = import.meta.dirname;
  const built = basename(here) === 'dist' ? here : join(here, '..', '..', 'dist');
  return join(built, ...names);
}
