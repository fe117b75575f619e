import { createHook } from 'node:async_hooks';
import type { Cancellation } from '../cancellation.ts';
import type { Emitter, GilEvent } from '../emitter.ts';
import { Gil, type GilShare } from './gil.ts';

/** Holds and waits are told at most this often, in ms, many in one write. */
const tellEveryMs = 50;

/** Which thread of a run it is, and how it tells what it does. */
export interface GilThreadOptions {
  readonly share: GilShare;
  readonly worker: string;
  readonly task: number;
  readonly emitter: Emitter;
  readonly cancellation: Cancellation;
}

/**
 * A worker thread that runs JavaScript only while it holds the emulated GIL, as a CPython thread
 * runs bytecode: it lets go around what blocks, at a checkpoint when another thread has asked,
 * and whenever its event loop is about to wait. Tells every hold and every wait.
 */
export class GilThread {
  readonly #gil: Gil;
  readonly #options: GilThreadOptions;
  readonly #givesUp: () => boolean;
  readonly #callbacks = createHook({ before: () => this.#takeUntilCheckPhase() });
  #untold: GilEvent[] = [];
  #toldAt = 0;
  #isHolder = false;
  #takenAt = 0;
  #switched = false;
  /** How long the thread has waited for the lock so far, in µs. */
  waitedUs = 0;

  constructor(options: GilThreadOptions) {
    const { share, task, cancellation } = options;
    this.#gil = new Gil(share, task + 1);
    this.#options = options;
    this.#givesUp = () => cancellation.cancelled;
  }

  /** Takes the lock, and from now on again whenever the event loop calls back. Blocks. */
  enter(): void {
    // Python's selectors let go of the GIL around the system call that waits. Here every callback
    // takes it, and the immediates of the same turn, after which the loop may wait, let go.
    this.#callbacks.enable();
    this.#takeUntilCheckPhase();
  }

  /** Lets another thread have the lock, if one has asked for it. Blocks until it is this thread's again. */
  checkpoint(): void {
    if (!this.#gil.dropRequested || !this.#isHolder) return;
    this.#drop();
    this.#take();
  }

  /** Does what blocks the thread without the lock; gives when that was done, in µs since the epoch. */
  blocking(wait: () => void): number {
    this.#drop();
    wait();
    const doneAt = this.#options.emitter.now();
    this.#take();
    return doneAt;
  }

  /** Lets go of the lock for good and tells what has not been told yet. */
  leave(): void {
    this.#callbacks.disable();
    this.#drop();
    this.tell();
  }

  /** Tells the holds and waits that have not been told yet. */
  tell(): void {
    this.#toldAt = performance.now();
    this.#options.emitter.write(this.#untold);
    this.#untold = [];
  }

  #takeUntilCheckPhase(): void {
    if (this.#isHolder) return;
    this.#take();
    if (this.#isHolder) setImmediate(() => this.#drop());
  }

  #take(): void {
    const { emitter, worker, task } = this.#options;
    const askedAt = emitter.now();
    const taken = this.#gil.take(this.#givesUp);
    this.#takenAt = emitter.now();
    const us = this.#takenAt - askedAt;
    this.waitedUs += us;
    if (us > 0) this.#untold.push({ type: 'wait', at: askedAt, worker, task, kind: 'gil', us });
    if (taken === undefined) return;
    this.#isHolder = true;
    this.#switched = taken.switched;
  }

  #drop(): void {
    if (!this.#isHolder) return;
    const { emitter, worker } = this.#options;
    this.#isHolder = false;
    const now = emitter.now();
    const at = this.#takenAt;
    this.#untold.push({ type: 'hold', at, worker, us: now - at, switched: this.#switched });
    this.#gil.drop(this.#givesUp);
    if (performance.now() - this.#toldAt > tellEveryMs) this.tell();
  }
}
