import { closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { execa } from 'execa';
import { readLine } from '../protocol/read-event.ts';
import type { RunEvent } from '../protocol.ts';

const bufferBytes = 65_536;
/**
 * How long a pipe rests between two looks, in ms. Looking now and then, not at every write, keeps
 * the dashboard from waking up hundreds of times a second on cores that are being measured. A
 * pipe that fills faster is read without rest; its writers wait meanwhile.
 */
const restMs = 20;
/**
 * When more than this was found at one look, in bytes, the next comes at once and the rests after it are
 * half as long; when less than the other was, they double again: so neither a flood nor a steady flow
 * fills the pipe for long, of which the writers would have to wait.
 */
const muchBytes = bufferBytes / 2;
const littleBytes = bufferBytes / 8;
const shortestRestMs = 1;
/** After the run's processes are gone: how long a writer that got away may keep the pipe open. */
const lingerMs = 300;
/** No event is as long, in characters; of what is, this much is kept, and less of what is shown. */
const longestLine = 16_384;
const longestStray = 2_000;

/** Who reads a pipe. */
export interface PipeReader {
  readonly onEvents: (events: RunEvent[]) => void;
  /** Microseconds since the run's epoch. */
  readonly now: () => number;
}

/** The reading end of a run's event pipe. */
export interface EventPipe {
  /** What workers open to write their events. */
  readonly path: string;
  /** Resolves when everything that was written has been delivered; call it when the writers are gone. */
  readonly drain: () => Promise<void>;
}

let pipes = 0;

/**
 * Makes a named pipe in `directory`, which any worker can open by its path, however it was
 * started, and delivers what is written into it in batches. A line that is no event is delivered
 * as an output of the run's stderr that says where it came from.
 */
export async function openEventPipe(directory: string, { onEvents, now }: PipeReader): Promise<EventPipe> {
  pipes += 1;
  const path = join(directory, `events-${pipes}`);
  await execa('mkfifo', ['-m', '600', path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  // With one writer of our own there is no end of file before, or between, the run's writers.
  const keepOpen = openSync(path, constants.O_WRONLY);
  const lines = new EventLines(now);
  const buffer = Buffer.allocUnsafe(bufferBytes);
  let timer: NodeJS.Timeout | NodeJS.Immediate;
  let rest = restMs;
  let ended: (() => void) | undefined;
  let endBy = Number.POSITIVE_INFINITY;

  function look(): void {
    const bytes = readNow(reader, buffer);
    const isOver = bytes === 0 || performance.now() > endBy;
    const events = lines.take(buffer.subarray(0, bytes ?? 0));
    if (isOver) events.push(...lines.end());
    if (events.length > 0) onEvents(events);
    if (isOver) {
      closeSync(reader);
      ended?.();
    } else {
      timer = lookAgain(bytes ?? 0);
    }
  }
  function lookAgain(bytes: number): NodeJS.Timeout | NodeJS.Immediate {
    if (bytes > muchBytes) rest = Math.max(shortestRestMs, rest / 2);
    else if (bytes < littleBytes) rest = Math.min(restMs, rest * 2);
    return bytes > muchBytes ? setImmediate(look) : setTimeout(look, rest);
  }
  timer = setTimeout(look, restMs);

  return {
    path,
    drain: () =>
      new Promise((resolve) => {
        ended = resolve;
        endBy = performance.now() + lingerMs;
        closeSync(keepOpen);
        clearTimeout(timer as NodeJS.Timeout);
        clearImmediate(timer as NodeJS.Immediate);
        look();
      }),
  };
}

/** Parts what comes out of a pipe into events. Memory is bounded: a line may have no end. */
class EventLines {
  readonly #now: () => number;
  readonly #decoder = new StringDecoder('utf8');
  /** The begin of the line that has not ended yet, and how many characters after it were not kept. */
  #rest = '';
  #lost = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  take(bytes: Buffer): RunEvent[] {
    const [first = '', ...others] = this.#decoder.write(bytes).split('\n');
    if (others.length === 0) {
      this.#keep(this.#rest + first);
      return [];
    }
    const last = others.pop() ?? '';
    const events =
      this.#lost > 0 ? [this.#stray(this.#rest, this.#lost + first.length)] : [...this.#read(this.#rest + first)];
    for (const line of others) events.push(...this.#read(line));
    this.#rest = '';
    this.#lost = 0;
    this.#keep(last);
    return events;
  }

  /** What was written without an end of line. */
  end(): RunEvent[] {
    return this.#rest === '' ? [] : [this.#stray(this.#rest, this.#lost)];
  }

  #keep(line: string): void {
    this.#rest = line.slice(0, longestLine);
    this.#lost += line.length - this.#rest.length;
  }

  #read(line: string): readonly RunEvent[] {
    return readLine(line) ?? [this.#stray(line, 0)];
  }

  #stray(line: string, lost: number): RunEvent {
    const cut = Math.max(0, line.length - longestStray) + lost;
    const text = `in the event pipe: ${line.slice(0, longestStray)}${cut === 0 ? '' : `… (${cut} more characters)`}`;
    return { type: 'output', at: this.#now(), stream: 'stderr', text };
  }
}

/** Bytes read, 0 at the end of the file, or undefined when there is nothing now. */
function readNow(fd: number, buffer: Buffer): number | undefined {
  try {
    return readSync(fd, buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}
