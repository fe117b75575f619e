import type { RunEvent } from '../protocol.ts';

/**
 * A run's clock as its supervisor reads it. Both processes read CLOCK_MONOTONIC, so the epoch
 * that a runner names is taken as it is; where it cannot be (it lies outside the time between
 * the runner's start and its first event: another clock), the moment of that event stands in.
 */
export class RunClock {
  readonly #createdAt = process.hrtime.bigint();
  #epoch: bigint | undefined;

  /** Looks for the runner's epoch among the events that came. */
  observe(events: readonly RunEvent[]): void {
    if (this.#epoch !== undefined) return;
    const started = events.find((event) => event.type === 'run-started');
    if (started === undefined) return;
    const now = process.hrtime.bigint();
    const epoch = BigInt(started.epoch);
    this.#epoch = epoch >= this.#createdAt && epoch <= now ? epoch : now;
  }

  /** Whether the runner has named its epoch: it has come to its work. */
  get hasEpoch(): boolean {
    return this.#epoch !== undefined;
  }

  /** Milliseconds from a stamp of the monotonic clock to the run's epoch; undefined while there is none. */
  since(stamp: bigint): number | undefined {
    return this.#epoch === undefined ? undefined : Number(this.#epoch - stamp) / 1e6;
  }

  /** Microseconds since the run's epoch; 0 before there is one. */
  now(): number {
    return this.#epoch === undefined ? 0 : microsecondsSince(this.#epoch);
  }

  /** Microseconds since the run was asked for: no stamp of it, on whatever clock, can be later. */
  lifeUs(): number {
    return microsecondsSince(this.#createdAt);
  }
}

function microsecondsSince(stamp: bigint): number {
  return Math.round(Number(process.hrtime.bigint() - stamp) / 1_000);
}
