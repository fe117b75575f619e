import { availableParallelism } from 'node:os';

/**
 * Lets as many workers start at once as there are cores. Two dozen isolates that are made at once
 * on two cores take half as long again as one pair after the other, and the first of them has
 * nothing from it: a program that starts threads in a loop waits for each one, as CPython does.
 */
export class StartGate {
  #free = availableParallelism();
  readonly #waiting: (() => void)[] = [];

  /** Resolves when a worker may start; call {@link leave} once it has. */
  async enter(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}
