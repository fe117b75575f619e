import { closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { execa } from 'execa';
import { parseEvent, type RunEvent } from '../protocol.ts';

const bufferBytes = 65_536;
/**
 * How long a pipe rests between two looks, in ms. Looking now and then, not at every write, keeps
 * the dashboard from waking up hundreds of times a second on cores that are being measured. A
 * pipe that fills faster is read without rest; its writers wait meanwhile.
 */
const restMs = 20;
/** More than this at one look, in bytes, and the next look comes after a shorter rest, or none. */
const muchBytes = 4_096;
const shortRestMs = 1;
/** After the run's processes are gone: how long a writer that got away may keep the pipe open. */
const lingerMs = 1_000;

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
 * started, and delivers what is written into it in batches. Lines that are no events are dropped.
 */
export async function openEventPipe(directory: string, onEvents: (events: RunEvent[]) => void): Promise<EventPipe> {
  pipes += 1;
  const path = join(directory, `events-${pipes}`);
  await execa('mkfifo', ['-m', '600', path]);
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  // With one writer of our own there is no end of file before, or between, the run's writers.
  const keepOpen = openSync(path, constants.O_WRONLY);
  const lines = new LineReader(reader);
  let timer: NodeJS.Timeout | NodeJS.Immediate;
  let ended: (() => void) | undefined;
  let endBy = Number.POSITIVE_INFINITY;

  function look(): void {
    const bytes = lines.read(onEvents);
    if (bytes === 'end' || (bytes === 0 && performance.now() > endBy)) {
      closeSync(reader);
      ended?.();
    } else if (bytes > bufferBytes / 2) {
      timer = setImmediate(look);
    } else {
      timer = setTimeout(look, bytes > muchBytes ? shortRestMs : restMs);
    }
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

class LineReader {
  readonly #fd: number;
  readonly #buffer = Buffer.allocUnsafe(bufferBytes);
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Reads once; gives how many bytes there were, or `end` when no writer is left. */
  read(onEvents: (events: RunEvent[]) => void): number | 'end' {
    const bytes = readNow(this.#fd, this.#buffer);
    if (bytes === undefined) return 0;
    if (bytes === 0) return 'end';
    const lines = (this.#rest + this.#decoder.write(this.#buffer.subarray(0, bytes))).split('\n');
    this.#rest = lines.pop() ?? '';
    const events = lines.map(parseEvent).filter((event) => event !== undefined);
    if (events.length > 0) onEvents(events);
    return bytes;
  }
}

/** Bytes read, or undefined when there is nothing now. */
function readNow(fd: number, buffer: Buffer): number | undefined {
  try {
    return readSync(fd, buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
    throw error;
  }
}
