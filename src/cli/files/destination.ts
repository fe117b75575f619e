import { readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { getSystemErrorMessage } from 'node:util';

/** What a path leads to: what the program has open under a number, or else a place in the file system. */
export interface Destination {
  readonly descriptor?: number;
  /** Links are followed, also to where there is nothing yet. */
  readonly path: string;
}

const named: Readonly<Record<string, number>> = { '/dev/stdout': 1, '/dev/stderr': 2 };
/** A process has its descriptors in several places, one for each of its threads among them. */
const numbered = new RegExp(`^/(?:dev|proc/(?:self|thread-self|${process.pid})(?:/task/\\d+)?)/fd/(\\d+)$`);
/** As many as Linux follows. */
const mostLinks = 40;

/** Follows a path to where something that is written there goes; `-` is stdout. */
export function destinationOf(file: string): Destination {
  if (file === '-') return { descriptor: 1, path: '/dev/stdout' };
  let path = resolve(file);
  for (let links = 0; links < mostLinks; links += 1) {
    const descriptor = descriptorOf(path);
    if (descriptor !== undefined) return { descriptor, path };
    const folder = found(() => realpathSync(dirname(path))) ?? dirname(path);
    path = join(folder, basename(path));
    const link = descriptorOf(path) === undefined ? found(() => readlinkSync(path)) : path;
    if (link === undefined) break;
    path = resolve(folder, link);
  }
  return { path };
}

/** Whether it goes where stdout goes. */
export function isStdout(file: string): boolean {
  return destinationOf(file).descriptor === 1;
}

/** What is at a path; undefined where that is nothing, or cannot be told. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Whether it is written into what is there, as a device or a pipe is: no file can take its place. */
export function isWrittenInto({ descriptor, path }: Destination): boolean {
  return descriptor !== undefined || statOf(path)?.isFile() === false;
}

/** A name beside a file for what will take its place. What is made there must not be there yet. */
export function unfinishedBeside(path: string): string {
  return `${path}.${process.pid}.${Math.random().toString(36).slice(2, 10)}.tmp`;
}

/** Why something could not be done, in a few words. */
export function reasonOf({ errno, message }: NodeJS.ErrnoException): string {
  return errno === undefined ? message : getSystemErrorMessage(errno);
}

function descriptorOf(path: string): number | undefined {
  const number = numbered.exec(path)?.[1];
  return number === undefined ? named[path] : Number(number);
}

function found(look: () => string): string | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
