import { realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { getSystemErrorMessage } from 'node:util';
import { exitFailed } from './exit-code.ts';
import { tell } from './tell.ts';

/**
 * Writes a report to stdout, or whole to a file: there is never half a file. Where the file cannot
 * be written, that is told and the report goes to stdout, so that what was measured is not lost.
 * Gives what the program ends with: `exitCode`, or that of a failure where all else was well.
 */
export async function writeReport(text: string, file: string | undefined, exitCode: number): Promise<number> {
  const failure = file === undefined ? undefined : await reasonOf(writeWhole(text, file));
  if (failure !== undefined)
    tell(`--output: ${file} could not be written: ${failure}; the report is on stdout instead`);
  const lost = file !== undefined && failure === undefined ? undefined : await reasonOf(writeOut(text));
  if (lost !== undefined) tell(`the report could not be written to stdout: ${lost}`);
  return exitCode === 0 && (failure ?? lost) !== undefined ? exitFailed : exitCode;
}

/** Why something could not be done, in a few words; undefined when it was. */
async function reasonOf(written: Promise<void>): Promise<string | undefined> {
  try {
    await written;
    return undefined;
  } catch (error) {
    const { errno, message } = error as NodeJS.ErrnoException;
    return errno === undefined ? message : getSystemErrorMessage(errno);
  }
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

/** Resolves when it is written; also when nobody reads any more, as with `| head`. */
function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = (error?: NodeJS.ErrnoException | null) => {
      if (error && error.code !== 'EPIPE') reject(error);
      else resolve();
    };
    process.stdout.on('error', over);
    process.stdout.write(text, over);
  });
}
