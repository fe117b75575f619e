/**
 * How a run is told to stop: a signal for code that returns to its event loop, and a cell that
 * wakes threads blocked in a sleep.
 */
export class Cancellation {
  readonly #controller = new AbortController();
  /** Shared by the threads of a process; not zero once cancelled. */
  readonly cell: Int32Array<SharedArrayBuffer>;
  /** Called when this process or thread is told to stop, before the signal aborts. */
  readonly onCancel = new Set<() => void>();

  constructor(cell: Int32Array<SharedArrayBuffer> = new Int32Array(new SharedArrayBuffer(4))) {
    this.cell = cell;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether this process or thread, or the one that shares the cell, was told to stop. */
  get cancelled(): boolean {
    return Atomics.load(this.cell, 0) !== 0;
  }

  /** Has the signal abort when another thread that shares the cell cancels. */
  watch(): void {
    const { async, value } = Atomics.waitAsync(this.cell, 0, 0);
    if (async) void value.then(() => this.#abort());
    else this.#abort();
  }

  cancel(): void {
    Atomics.store(this.cell, 0, 1);
    Atomics.notify(this.cell, 0);
    this.#abort();
  }

  /** Blocks the thread for `ms`, or until cancelled. */
  block(ms: number): void {
    Atomics.wait(this.cell, 0, 0, ms);
  }

  #abort(): void {
    for (const tell of this.onCancel) tell();
    this.#controller.abort();
  }
}
