import { constants, openSync, writeSync } from 'node:fs';
import type { RunEvent } from '../protocol.ts';
import { type BegunTask, KeptTasks, startOf, type Told } from './kept-tasks.ts';
import { maxBytes, shorter } from './shorter.ts';

/** Leaves out `at` of every member of a union. */
type Unstamped<T> = T extends RunEvent ? Omit<T, 'at'> : never;

/** What a thread under an emulated GIL tells of it. */
export type GilEvent = Extract<RunEvent, { type: 'hold' | 'wait' }>;

/**
 * Tasks that are over in no time are told many in one line: of a task that takes this long, in µs, the
 * write would be a hundredth. So many in a row have to be as short before that begins; and for so long,
 * in ms, what is to be told may be kept, and of no more tasks than fit into a line.
 */
const shortUs = 500;
const shortsBefore = 8;
const keptMs = 5;
const keptTasks = 100;
/** Of tasks that are queued, so many are told in one line: an id is shorter than 8 characters. */
const queuedInALine = 400;

/** What a worker tells of a task that it runs. */
type TaskEvent = Extract<RunEvent, { readonly task: number; readonly worker: string }>;

/**
 * Elsewhere what does not block may be written in part (PIPE_BUF is 512 on macOS), so writes block
 * there, and for how long is not known.
 */
const unblocked = process.platform === 'linux' ? constants.O_NONBLOCK : 0;

/**
 * A worker's own end of the event pipe, and its clock. Only a write that finds the pipe full is
 * stamped, and told as a wait: the others cost what they did.
 */
export class Emitter {
  readonly #path: string;
  readonly #fd: number;
  readonly #epoch: bigint;
  /** What goes with the next write, or soon. */
  readonly #kept = new KeptTasks();
  #keptTimer: NodeJS.Timeout | undefined;
  #startedAt = 0;
  #shorts = 0;
  /** Opened for the first write that has to wait. */
  #waitingFd: number | undefined;
  /** The line of a wait for the pipe; it goes with the next write, as one of its own would wait too. */
  #untold = '';

  /** Opens the pipe at `path`; `epoch` is the run's, in nanoseconds of the monotonic clock. */
  constructor(path: string, epoch: bigint) {
    this.#path = path;
    this.#fd = openSync(path, constants.O_WRONLY | unblocked);
    this.#epoch = epoch;
    process.once('exit', () => this.flush());
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
    this.#write({ ...event, at } as RunEvent);
  }

  /** Tells that tasks are there to be done, many in one line. */
  tellQueued(tasks: readonly number[]): void {
    const at = this.now();
    for (let first = 0; first < tasks.length; first += queuedInALine) {
      const some = tasks.slice(first, first + queuedInALine);
      this.#send(`${JSON.stringify({ type: 'tasks-queued', at, tasks: some })}\n`);
    }
  }

  /**
   * Tells that a task begins: at once, or, where the last ones were over in no time, with the next write
   * or a few milliseconds later. What a killed worker had kept is lost with it.
   */
  tellStart(worker: string, task: BegunTask, at: number): void {
    this.#startedAt = at;
    if (this.#shorts < shortsBefore) {
      this.#write(startOf(worker, task, at));
      return;
    }
    this.#kept.start(worker, task, at);
    this.#flushSoon();
  }

  /** Tells that a task has come to its end, with what it told of itself; in the same ways. */
  tellEnd(worker: string, task: number, at: number, told: Told): void {
    this.#shorts = at - this.#startedAt < shortUs ? this.#shorts + 1 : 0;
    if (this.#shorts < shortsBefore || told.measured !== undefined || told.unsuccessful !== undefined) {
      this.#write({ type: 'task-finished', at, worker, task, ...told });
      return;
    }
    this.#kept.end(worker, task, at);
    if (this.#kept.count < keptTasks) this.#flushSoon();
    else this.flush();
  }

  #flushSoon(): void {
    this.#keptTimer ??= setTimeout(() => this.flush(), keptMs).unref();
  }

  /** Writes what was kept. */
  flush(): void {
    clearTimeout(this.#keptTimer);
    this.#keptTimer = undefined;
    this.#sendAll(this.#kept.take());
  }

  /** Writes events that carry their stamps, as many in one write as it takes whole. */
  write(events: Iterable<RunEvent>): void {
    const lines: string[] = [];
    for (const event of events) {
      const line = `${JSON.stringify(event)}\n`;
      if (fits(line)) {
        lines.push(line);
        continue;
      }
      this.#sendAll(lines.splice(0));
      this.#write(event);
    }
    this.#sendAll(lines);
  }

  /** Writes lines that fit, as many in one write as it takes whole. */
  #sendAll(lines: readonly string[]): void {
    let some = '';
    for (const line of lines) {
      if (some !== '' && !fits(some + line)) {
        this.#send(some);
        some = '';
      }
      some += line;
    }
    if (some !== '') this.#send(some);
  }

  /** One write an event; an event too long for one becomes several. */
  #write(event: RunEvent): void {
    const line = `${JSON.stringify(event)}\n`;
    if (fits(line)) this.#send(line, event);
    else for (const part of shorter(event)) this.#write(part);
  }

  #send(lines: string, event?: RunEvent): void {
    if (this.#keptTimer !== undefined) this.flush();
    const untold = this.#untold;
    this.#untold = '';
    if (untold === '' || fits(untold + lines)) this.#sendWhole(untold + lines, event);
    else for (const part of [untold, lines]) this.#sendWhole(part, event);
  }

  #sendWhole(lines: string, event: RunEvent | undefined): void {
    try {
      writeSync(this.#fd, lines);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      this.#sendWaiting(lines, event);
    }
  }

  #sendWaiting(lines: string, event: RunEvent | undefined): void {
    const at = this.now();
    this.#waitingFd ??= openSync(this.#path, constants.O_WRONLY);
    writeSync(this.#waitingFd, lines);
    if (event === undefined || !isOfTask(event)) return;
    const { worker, task } = event;
    const wait: RunEvent = { type: 'wait', at, worker, task, kind: 'output', us: this.now() - at };
    this.#untold += `${JSON.stringify(wait)}\n`;
  }
}

/** Who runs a worker may tell that its task failed; all else is told by the worker. */
function isOfTask(event: RunEvent): event is TaskEvent {
  return event.type !== 'task-failed' && 'task' in event && 'worker' in event;
}

/** No character takes more than three bytes for each of its code units: most lines need no counting. */
function fits(line: string): boolean {
  return line.length * 3 <= maxBytes || Buffer.byteLength(line) <= maxBytes;
}
