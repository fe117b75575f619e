import { basename, join } from 'node:path';

/** The programs of the build that are started as processes or threads of their own. */
export type Entry = 'runner' | 'thread' | 'fork' | 'pool-worker' | 'fetch-server';

/** Path of a built program: beside this module in the bundle, under dist/ when run from source. */
export function entryPath(entry: Entry): string {
  const here = import.meta.dirname;
  const built = basename(here) === 'dist' ? here : join(here, '..', '..', 'dist');
  return join(built, `${entry}.js`);
}
