import { basename, dirname, extname, relative, resolve, sep } from 'node:path';
import type { ProgramRequest } from './program.ts';

/** The folder that the program's own paths are relative to. */
export function folderOf({ target }: ProgramRequest): string {
  return target === undefined ? process.cwd() : dirname(resolve(target));
}

/** The path of a file as seen from the program, with slashes: `../images/a.png`. */
export function pathFrom(request: ProgramRequest, path: string): string {
  return relative(folderOf(request), resolve(path)).split(sep).join('/');
}

/** The user's file without folder and ending. */
export function stemOf({ work }: ProgramRequest): string {
  return basename(work.path, extname(work.path));
}

/** What the program is called in a shell's command, quoted where it has to be. */
export function commandName(name: string): string {
  return /^[\w./-]+$/.test(name) && !name.startsWith('-') ? name : `'${name.replaceAll("'", `'\\''`)}'`;
}
