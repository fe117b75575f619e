import { availableParallelism } from 'node:os';

/**
 * Lets no more workers start at once than twice the cores. Two dozen isolates that are made at
 * once on two cores take longer than a few after the others, and the first of them has nothing
 * from it; fewer at once leave cores idle between one start and the next.
 */
export class StartGate {
  #free = 2 * availableParallelism();
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
