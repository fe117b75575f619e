import type { Transferable } from 'node:worker_threads';
import { describeExit, describeRefusal, type Exit } from '../../exit-reason.ts';
import { isOfCloning, refusal } from '../values/uncloneable.ts';
import { exitGrace, type Said } from '../worker-job.ts';

/** How a thread or a process is spoken to. */
export interface Handle {
  /** Throws where the message cannot be copied; `moved` are the parts of it that a thread gets without. */
  readonly send: (message: unknown, moved: Transferable[]) => void;
  /** Ends it whatever it does. */
  readonly kill: () => void;
}

/** What is told of it. `exited` comes last; all that the worker said was told before. */
export interface HandleEvents {
  /** It runs code. What it says tells so too. */
  readonly began: () => void;
  readonly said: (message: Said) => void;
  readonly failed: (error: Error) => void;
  readonly exited: (exit: Exit) => void;
}

/**
 * A kind of worker. `start` throws, or tells `failed` and then `exited`, where the system refuses; it
 * throws too where what the worker is given cannot be copied.
 */
export interface WorkerKind {
  readonly title: 'thread' | 'process';
  readonly start: (events: HandleEvents) => Handle;
}

/** How a worker came to its end. */
export interface WorkerEnd {
  /** Absent where it never began. */
  readonly exit?: Exit;
  /** Why what it still had to do will not be done. */
  readonly reason: Error;
}

/**
 * So long a worker may take to begin, in ms, since it was asked for or another one began. Node that
 * is refused one of its own threads while it starts may wait for that thread for ever, and then only
 * SIGKILL ends it. Node begins in 30 ms; where hundreds are asked for at once on a slow machine they
 * still begin one after the other, and none of them is ended for having to wait for its turn.
 */
const startLimitMs = 30_000;
let lastBeganAt = 0;

/**
 * A thread or process, from being asked for to its end, whatever becomes of it. The constructor throws
 * where what the worker is given cannot be copied.
 */
export class StartedWorker {
  /** Resolves when it runs code, or never will. */
  readonly started: Promise<void>;
  /** Resolves when it has ended, or could not be started. */
  readonly ended: Promise<WorkerEnd>;
  readonly #title: string;
  readonly #onSaid: (message: Said) => void;
  readonly #limitMs: number;
  readonly #settle: { readonly started: () => void; readonly ended: (end: WorkerEnd) => void };
  #handle: Handle | undefined;
  #failure: Error | undefined;
  #hasBegun = false;
  #hasSpoken = false;
  #hasEnded = false;
  #startTimer: NodeJS.Timeout | undefined;
  #endTimer: NodeJS.Timeout | undefined;

  constructor({ title, start }: WorkerKind, onSaid: (message: Said) => void, limitMs = startLimitMs) {
    const started = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<WorkerEnd>();
    this.#title = title;
    this.#onSaid = onSaid;
    this.#limitMs = limitMs;
    this.started = started.promise;
    this.ended = ended.promise;
    this.#settle = { started: started.resolve, ended: ended.resolve };
    this.#awaitStart(performance.now());
    try {
      this.#handle = start({
        began: () => this.#began(),
        said: (message) => this.#said(message),
        failed: (error) => this.#failed(error),
        exited: (exit) => this.#exited(exit),
      });
    } catch (error) {
      clearTimeout(this.#startTimer);
      if (isOfCloning(error) || !isOfSystem(error)) throw error;
      this.#failed(error as Error);
      this.#exited(undefined);
    }
  }

  /** Whether it ever said something. */
  get hasSpoken(): boolean {
    return this.#hasSpoken;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Throws where the message cannot be copied. */
  send(message: unknown, moved: Transferable[] = []): void {
    if (!this.#hasEnded) this.#handle?.send(message, moved);
  }

  /** Has it ended by force where it does not end by itself within a grace, in ms. */
  endSoon(graceMs = exitGrace): void {
    clearTimeout(this.#endTimer);
    this.#endTimer = setTimeout(() => this.#handle?.kill(), graceMs).unref();
  }

  #awaitStart(askedAt: number): void {
    const leftMs = Math.max(askedAt, lastBeganAt) + this.#limitMs - performance.now();
    if (leftMs > 0) {
      this.#startTimer = setTimeout(() => this.#awaitStart(askedAt), leftMs);
      return;
    }
    this.#failure ??= refusal(`the ${this.#title} did not begin within ${this.#limitMs / 1_000} s and was ended`);
    this.#handle?.kill();
  }

  #began(): void {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    lastBeganAt = performance.now();
    clearTimeout(this.#startTimer);
    this.#settle.started();
  }

  #said(message: Said): void {
    this.#began();
    this.#hasSpoken = true;
    this.#onSaid(message);
  }

  #failed(error: Error): void {
    this.#failure ??= this.#hasBegun ? error : refusal(describeRefusal(this.#title, error));
  }

  #exited(exit: Exit | undefined): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#startTimer);
    clearTimeout(this.#endTimer);
    this.#settle.started();
    const reason = this.#failure ?? refusal(`${this.#title} ${describeExit(exit ?? {})}`);
    this.#settle.ended({ reason, ...(this.#hasBegun && exit !== undefined && { exit }) });
  }
}

/** An exit as an event tells it. */
export function toldExit({ code, signal }: Exit): { readonly signal: string } | { readonly code: number } {
  return signal ? { signal } : { code: code ?? 0 };
}

/** What a getter of the input throws, as it is copied, has none of the codes that Node gives its own errors. */
function isOfSystem(error: unknown): boolean {
  return typeof (error as { readonly code?: unknown } | null)?.code === 'string';
}
