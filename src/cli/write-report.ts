import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { getSystemErrorMessage } from 'node:util';
import { exitFailed } from './exit-code.ts';
import { tell } from './tell.ts';

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
function reasonOf({ errno, message }: NodeJS.ErrnoException): string {
  return errno === undefined ? message : getSystemErrorMessage(errno);
}

async function writeWhole(text: string, file: string): Promise<void> {
  // What a link leads to is replaced, not the link.
  const target = await realpath(file).catch(() => file);
  const found = await stat(target).catch(() => undefined);
  // A device or a pipe has no half to be left in, and must not be replaced by a file.
  if (found !== undefined && !found.isFile() && !found.isDirectory()) {
    await writeFile(target, text);
    return;
  }
  const unfinished = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(unfinished, text, { flush: true });
    await rename(unfinished, target);
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
