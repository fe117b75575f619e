import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fchmodSync,
  linkSync,
  openSync,
  rmSync,
  statSync,
} from 'node:fs';

/** As many interrupted ones may lie beside a file. */
const mostPartials = 1_000;

/** What an unfinished file beside `file` may be called: `FILE.partial`, `FILE.2.partial` and so on. */
function* partialNames(file: string): Generator<string, void> {
  yield `${file}.partial`;
  for (let number = 2; number <= mostPartials; number += 1) yield `${file}.${number}.partial`;
}

/** Those that are there. */
export function partialsOf(file: string): string[] {
  const found: string[] = [];
  for (const name of partialNames(file)) {
    if (!existsSync(name)) break;
    found.push(name);
  }
  return found;
}

/**
 * Opens a new file beside `file`, under the first name that is free: what an interrupted recording
 * left there stays, and of several at once each has its own. Never goes through a link. It has
 * the mode of what it is to replace. Throws what the file system says.
 */
export function openPartial(file: string): { readonly path: string; readonly fd: number } {
  return underFreeName(file, (path) => ({ path, fd: openNew(path, modeOf(file)) }));
}

/** Gives a whole file such a name in place of its own, and tells which. */
export function namePartial(unfinished: string, file: string): string {
  return underFreeName(file, (path) => {
    try {
      linkSync(unfinished, path);
    } catch (error) {
      if (isTaken(error)) throw error;
      // No file system is without copies; some are without second names.
      copyFileSync(unfinished, path, constants.COPYFILE_EXCL);
    }
    rmSync(unfinished, { force: true });
    return path;
  });
}

/** Opens a file that must not be there yet, not even as a link. `mode` is that of what it will replace. */
export function openNew(path: string, mode: number | undefined): number {
  const fd = openSync(path, 'wx', mode === undefined ? 0o666 : mode & 0o777);
  try {
    if (mode !== undefined) fchmodSync(fd, mode);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  return fd;
}

/** The permissions of a file that is there. */
export function modeOf(file: string): number | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found?.isFile() ? found.mode & 0o7777 : undefined;
}

function underFreeName<T>(file: string, take: (path: string) => T): T {
  for (const path of partialNames(file)) {
    try {
      return take(path);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  throw new Error(`there are ${mostPartials} unfinished files beside ${file}; remove those that are not wanted`);
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST';
}
