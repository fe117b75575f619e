import { openSync, writeSync } from 'node:fs';
import type { Failure, Output, RunEvent } from '../protocol.ts';

/** Writes up to this size reach a pipe whole, whoever else writes to it (PIPE_BUF on Linux is 4,096). */
const maxBytes = 4_000;
const maxStack = 1_500;
const maxMessage = 500;

/** Leaves out `at` of every member of a union. */
type Unstamped<T> = T extends RunEvent ? Omit<T, 'at'> : never;

/** A worker's own end of the event pipe, and its clock. */
export class Emitter {
  readonly #fd: number;
  readonly #epoch: bigint;

  /** Opens the pipe at `path`; `epoch` is the run's, in nanoseconds of the monotonic clock. */
  constructor(path: string, epoch: bigint) {
    this.#fd = openSync(path, 'w');
    this.#epoch = epoch;
  }

  /** Microseconds since the run's epoch. */
  now(): number {
    return Math.round(Number(process.hrtime.bigint() - this.#epoch) / 1_000);
  }

  /** Writes one event, stamped now, before it returns. Blocks while the pipe is full. */
  emit(event: Unstamped<RunEvent>): void {
    this.emitAt(this.now(), event);
  }

  /** Writes one event that happened, or began, at `at`. */
  emitAt(at: number, event: Unstamped<RunEvent>): void {
    if (event.type === 'output') this.#emitOutput({ ...event, at });
    else this.#write({ ...event, at } as RunEvent);
  }

  /** Writes events that carry their stamps, as many in one write as it takes whole. */
  write(events: readonly Exclude<RunEvent, Output>[]): void {
    let lines = '';
    for (const event of events) {
      const line = `${JSON.stringify(event)}\n`;
      if (lines.length + line.length > maxBytes) {
        writeSync(this.#fd, lines);
        lines = '';
      }
      lines += line;
    }
    if (lines !== '') writeSync(this.#fd, lines);
  }

  #emitOutput(event: Output): void {
    if (this.#write(event)) return;
    const middle = middleOf(event.text);
    this.#emitOutput({ ...event, text: event.text.slice(0, middle), continues: true });
    this.#emitOutput({ ...event, text: event.text.slice(middle) });
  }

  /** Whether it was written; an output too long for one write is not. */
  #write(event: RunEvent): boolean {
    const line = `${JSON.stringify(event)}\n`;
    if (event.type === 'output' && line.length * 3 > maxBytes && Buffer.byteLength(line) > maxBytes) return false;
    writeSync(this.#fd, line);
    return true;
  }
}

/** Half of the text, never between the two halves of a surrogate pair. */
function middleOf(text: string): number {
  const middle = text.length >> 1;
  return (text.charCodeAt(middle) & 0xfc00) === 0xdc00 ? middle + 1 : middle;
}

/** What of a thrown value can be told; anything can be thrown. */
export function failureOf(thrown: unknown): Failure {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown).slice(0, maxMessage) };
  const { name, message, stack } = thrown;
  return {
    name,
    message: message.slice(0, maxMessage),
    ...(stack !== undefined && { stack: stack.slice(0, maxStack) }),
  };
}
