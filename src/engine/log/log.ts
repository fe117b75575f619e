import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { ShapeError } from '../shape/shape-error.ts';
import { checkedEntry, type LogEntry } from './entry.ts';
import type { LogHeader } from './header.ts';
import { checkedHeader } from './header-shape.ts';
import { LogError } from './log-error.ts';
import { partialsOf } from './partial.ts';

/** No line that lanes writes is nearly as long; in characters. */
const longestLine = 16_000_000;

/** Where a log ends without saying so: its recording was interrupted, perhaps within that line. */
export interface Interruption {
  readonly interruptedAt: number;
}

/** A log that was found and begins as it should. */
export interface Log {
  readonly file: string;
  readonly header: LogHeader;
  /** Reads it from its begin, each time anew; in bounded memory. Throws a {@link LogError} at the first bad line. */
  readonly entries: () => AsyncGenerator<LogEntry | Interruption, void>;
}

interface Line {
  readonly number: number;
  readonly text: string;
  /** Its line break is there. */
  readonly whole: boolean;
}

/** Finds a log and reads its header. Rejects with a {@link LogError}. */
export async function openLog(file: string): Promise<Log> {
  await mustBeFile(file);
  for await (const [first] of linesOf(file)) {
    if (first === undefined) continue;
    const header = atLine(file, first, (value) => checkedHeader(value));
    return { file, header, entries: () => entriesOf(file, header) };
  }
  throw new LogError(`${file}: an empty file; accepted: a log as --record writes it`);
}

async function* entriesOf(file: string, { plan }: LogHeader): AsyncGenerator<LogEntry | Interruption, void> {
  const lanes = new Set(plan.models);
  let last = 1;
  let ended = false;
  for await (const lines of linesOf(file)) {
    for (const line of lines) {
      if (line.number === 1) continue;
      if (ended) throw new LogError(`${file}: line ${line.number}: comes after the line that ends the log`);
      last = line.number;
      if (!line.whole && !isJson(line.text)) break;
      const entry = atLine(file, line, (value) => checkedEntry(value, lanes));
      ended = 'ended' in entry;
      yield entry;
    }
  }
  if (!ended) yield { interruptedAt: last };
}

async function mustBeFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile()) return;
  const is = found === undefined ? 'no such file' : found.isDirectory() ? 'a folder' : 'no regular file';
  const left = partialsOf(file);
  const what = left.length === 1 ? 'is what an interrupted recording left' : 'are what interrupted recordings left';
  const hint = left.length === 0 ? '' : `; ${left.join(', ')} ${what}`;
  throw new LogError(`${file}: ${is}; accepted: a log as --record writes it${hint}`);
}

/** Lines as they come from the disk, some at a time. */
async function* linesOf(file: string): AsyncGenerator<Line[], void> {
  let number = 0;
  let rest = '';
  try {
    for await (const chunk of createReadStream(file, 'utf8')) {
      const texts = (rest + (chunk as string)).split('\n');
      rest = texts.pop() ?? '';
      if (rest.length > longestLine) throw new LogError(`${file}: line ${number + 1 + texts.length}: no end of line`);
      yield texts.map((text) => {
        number += 1;
        return { number, text, whole: true };
      });
    }
  } catch (error) {
    throw error instanceof LogError ? error : new LogError(`${file}: ${(error as Error).message}`);
  }
  if (rest !== '') yield [{ number: number + 1, text: rest, whole: false }];
}

/** What a line holds, checked; what is wrong with it is told with its place. */
function atLine<T>(file: string, { number, text }: Line, check: (value: unknown) => T): T {
  try {
    return check(JSON.parse(number === 1 ? text.replace(/^\ufeff+/, '') : text));
  } catch (error) {
    const isNot = text.includes('\0') ? 'not text in UTF-8' : 'not JSON';
    const what = error instanceof ShapeError ? error.message : `${isNot}; accepted: a log as --record writes it`;
    throw new LogError(`${file}: line ${number}: ${what}`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
