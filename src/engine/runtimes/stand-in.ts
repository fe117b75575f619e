import { accessSync, closeSync, constants, openSync, readSync } from 'node:fs';
import { basename, delimiter, dirname, join, resolve } from 'node:path';

/**
 * The path of a command that is a script of the user's, which sets up what the program behind it
 * needs: it has to be started itself. Undefined for a program, and for the stand-in of a version
 * manager (pyenv and asdf keep theirs in a folder `shims`), which only finds the program, in tens of
 * milliseconds that would be measured as the start of each run.
 */
export function wrapperPath(command: string): string | undefined {
  const path = pathOf(command);
  if (path === undefined || basename(dirname(path)) === 'shims') return undefined;
  return isScript(path) ? path : undefined;
}

function pathOf(command: string): string | undefined {
  if (command.includes('/')) return resolve(command);
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => resolve(join(folder, command))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isScript(path: string): boolean {
  const begin = Buffer.alloc(2);
  try {
    const fd = openSync(path, 'r');
    readSync(fd, begin);
    closeSync(fd);
  } catch {
    return false;
  }
  return begin.toString('latin1') === '#!';
}
