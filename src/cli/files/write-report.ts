import { closeSync, constants, openSync, writeFileSync, writeFile as writeWith } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { modeOf, openNew } from '../../engine/log/partial.ts';
import { exitFailed } from '../exit-code.ts';
import type { ReportOptions } from '../options/given.ts';
import { plainLines, tell } from '../tell.ts';
import { destinationOf, isStdout, isWrittenInto, reasonOf, statOf, unfinishedBeside } from './destination.ts';

/** Takes what is open already by its number, and writes on where that is. */
const writeInto = promisify(writeWith);

/** How long a named pipe may be without a reader. */
const longestForReaderMs = 10_000;
const readerPollMs = 50;

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
export async function writeReport(
  report: string,
  { output, format }: ReportOptions,
  exitCode: number,
): Promise<Written> {
  const file = output === undefined || isStdout(output) ? undefined : output;
  // Names and what tasks told stand in it, and a table is for terminals wherever it goes first.
  const text = format === 'table' ? plainLines(report) : report;
  const failure = file === undefined ? undefined : await failureOf(writeWhole(text, file));
  if (file !== undefined && failure === undefined) return { exitCode, lost: false };
  if (failure !== undefined)
    tell(`--output: ${file} could not be written: ${reasonOf(failure)}; the report is on stdout instead`);
  const lost = await failureOf(writeOut(process.stdout.isTTY ? plainLines(text) : text));
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

async function writeWhole(text: string, file: string): Promise<void> {
  const destination = destinationOf(file);
  const { descriptor, path } = destination;
  if (descriptor === undefined && statOf(path)?.isFIFO()) return writeToReader(text, path);
  // A device has no half to be left in, and must not be replaced by a file.
  if (isWrittenInto(destination)) return writeInto(descriptor ?? path, text);
  const unfinished = unfinishedBeside(path);
  try {
    const opened = openNew(unfinished, modeOf(path));
    try {
      writeFileSync(opened, text, { flush: true });
    } finally {
      closeSync(opened);
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Into a named pipe, of which the reader may still be on its way; one without a reader is not waited for any longer. */
async function writeToReader(text: string, path: string): Promise<void> {
  for (const end = performance.now() + longestForReaderMs; ; ) {
    const fd = openForReader(path);
    if (fd !== undefined) {
      await pipeline([text], new Socket({ fd, readable: false, writable: true }));
      return;
    }
    if (performance.now() > end) throw new Error(`nobody has read from that pipe for ${longestForReaderMs / 1_000} s`);
    await setTimeout(readerPollMs);
  }
}

function openForReader(path: string): number | undefined {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENXIO') return undefined;
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
