import { writeFile as writeWith } from 'node:fs';
import { chmod, rename, rm, stat, writeFile } from 'node:fs/promises';
import { getSystemErrorMessage, promisify } from 'node:util';
import { destinationOf, isInDev } from './destination.ts';
import { exitFailed } from './exit-code.ts';
import { tell } from './tell.ts';

/** Takes what is open already by its number, and writes on where that is. */
const writeInto = promisify(writeWith);

/** How a report was written. */
interface Written {
  /** What the program ends with: what it was to end with, or that of a failure where all else was well. */
  readonly exitCode: number;
  /** The report is whole nowhere: neither in its file nor with who reads stdout. */
  readonly lost: boolean;
}

/**
 * Writes a report to stdout, or whole to a file: there is never half a file. Where the file cannot
 * be written, that is told and the report goes to stdout, so that what was measured is not lost.
 */
export async function writeReport(text: string, file: string | undefined, exitCode: number): Promise<Written> {
  const failure = file === undefined ? undefined : await failureOf(writeWhole(text, file));
  if (file !== undefined && failure === undefined) return { exitCode, lost: false };
  if (failure !== undefined)
    tell(`--output: ${file} could not be written: ${reasonOf(failure)}; the report is on stdout instead`);
  const lost = await failureOf(writeOut(text));
  // That nobody reads any more, as with `| head`, is no failure.
  const isFailure = lost !== undefined && lost.code !== 'EPIPE';
  if (isFailure) tell(`the report could not be written to stdout: ${reasonOf(lost)}`);
  const failed = failure !== undefined || isFailure;
  return { exitCode: exitCode === 0 && failed ? exitFailed : exitCode, lost: lost !== undefined };
}

async function failureOf(written: Promise<void>): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await written;
    return undefined;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

/** Why something could not be done, in a few words. */
export function reasonOf({ errno, message }: NodeJS.ErrnoException): string {
  return errno === undefined ? message : getSystemErrorMessage(errno);
}

async function writeWhole(text: string, file: string): Promise<void> {
  const { descriptor, path } = destinationOf(file);
  if (descriptor !== undefined) return writeInto(descriptor, text);
  const found = await stat(path).catch(() => undefined);
  // A device or a pipe has no half to be left in, and must not be replaced by a file.
  if (isInDev(path) || (found !== undefined && !found.isFile() && !found.isDirectory())) return writeInto(path, text);
  const unfinished = `${path}.${process.pid}.tmp`;
  const mode = found?.isFile() ? found.mode & 0o7777 : undefined;
  try {
    await writeFile(unfinished, text, { flush: true, ...(mode !== undefined && { mode: mode & 0o777 }) });
    if (mode !== undefined) await chmod(unfinished, mode);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = (error?: NodeJS.ErrnoException | null) => {
      if (error) reject(error);
      else resolve();
    };
    process.stdout.on('error', over);
    process.stdout.write(text, over);
  });
}
