import { accessSync, closeSync, constants, rmSync, type Stats, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { modeOf, openNew } from '../../engine/log/partial.ts';
import { UsageError } from '../usage-error.ts';
import { type Destination, destinationOf, isWrittenInto, reasonOf, statOf, unfinishedBeside } from './destination.ts';

interface Files {
  readonly output?: string;
  readonly record?: string;
}

/**
 * Throws a UsageError for a report or a log that cannot be written, or would take the place of the
 * other or of one of `inputs`. Called before anything is measured.
 */
export function checkFiles({ output, record }: Files, inputs: readonly string[] = []): void {
  if (output !== undefined) {
    const input = inputs.find((file) => isSame(file, output));
    if (input !== undefined)
      throw new UsageError(
        `--output: got ${JSON.stringify(output)}; accepted: another file than ${JSON.stringify(input)}, which is read`,
      );
    checkWritable('--output', output);
  }
  if (record !== undefined) checkWritable('--record', record);
  if (output !== undefined && record !== undefined) checkApart(output, record);
}

/** A report and a log in one file, or in what is beside the other's while it grows, would take each other's place. */
function checkApart(output: string, record: string): void {
  const [report, log] = [output, record].map((file) => destinationOf(file).path);
  if (report !== log && !isPartialOf(log, report) && !isPartialOf(report, log)) return;
  throw new UsageError(
    `--record: got ${JSON.stringify(record)}; accepted: another file than --output ${JSON.stringify(output)} and what is kept beside it as .partial`,
  );
}

/** Whether an unfinished file of `whole` may be called so. */
function isPartialOf(file = '', whole = ''): boolean {
  return file.startsWith(`${whole}.`) && /^\.(\d+\.)?partial$/.test(file.slice(whole.length));
}

function isSame(input: string, output: string): boolean {
  const [read, written] = [input, output].map((file) => statOf(file));
  return read !== undefined && written !== undefined && read.dev === written.dev && read.ino === written.ino;
}

function checkWritable(argument: string, file: string): void {
  const destination = destinationOf(file);
  try {
    tryWriting(destination);
  } catch (error) {
    throw new UsageError(
      `${argument}: got ${JSON.stringify(file)}; accepted: a file that can be written (${reasonOf(error as NodeJS.ErrnoException)})`,
    );
  }
  const { path } = destination;
  if (isWrittenInto(destination) || !isOnlyTheirs(statOf(path), statOf(dirname(path)))) return;
  throw new UsageError(
    `${argument}: got ${JSON.stringify(file)}; accepted: a file of yours (in a folder that all share, another user's cannot be replaced)`,
  );
}

/** Tries what will be done: something new is made beside a file, to take its place. Throws what the system says. */
function tryWriting(destination: Destination): void {
  const { descriptor, path } = destination;
  // Nothing is written, but only where something could be.
  if (descriptor !== undefined) writeSync(descriptor, new Uint8Array());
  else if (statOf(path)?.isSocket()) throw new Error('it is a socket');
  else if (isWrittenInto(destination)) accessSync(path, constants.W_OK);
  else {
    const unfinished = unfinishedBeside(path);
    closeSync(openNew(unfinished, modeOf(path)));
    rmSync(unfinished);
  }
}

/** In a sticky folder a name can be given anew by the owner of the file or of the folder alone. */
function isOnlyTheirs(file: Stats | undefined, folder: Stats | undefined): boolean {
  if (file === undefined || folder === undefined) return false;
  const uid = process.geteuid?.();
  return (folder.mode & 0o1000) !== 0 && uid !== 0 && file.uid !== uid && folder.uid !== uid;
}
