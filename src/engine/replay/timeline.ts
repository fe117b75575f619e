import type { LogEntry } from '../log/entry.ts';
import type { Interruption } from '../log/log.ts';

/** A stamp in nanoseconds, as digits, in ms. */
export function msOf(nanoseconds: string): number {
  return Number(nanoseconds) / 1e6;
}

/**
 * When each entry of a log is played, in ms on the clock of the recording: at its stamp, which
 * its lane's epoch places on that clock, but never before what came before it.
 */
export class Timeline {
  readonly #startingAt = new Map<string, number>();
  readonly #epochs = new Map<string, number>();
  #last: number;

  constructor(startedAtMs: number) {
    this.#last = startedAtMs;
  }

  timeOf(entry: LogEntry | Interruption): number {
    this.#last = Math.max(this.#last, this.#stampOf(entry) ?? this.#last);
    return this.#last;
  }

  #stampOf(entry: LogEntry | Interruption): number | undefined {
    if ('interruptedAt' in entry) return undefined;
    if ('ended' in entry) return msOf(entry.ended);
    if ('around' in entry) return undefined;
    if ('starting' in entry) {
      const stamp = msOf(entry.starting);
      this.#startingAt.set(entry.lane, stamp);
      return stamp;
    }
    const { lane, event } = entry;
    // An epoch from before its runner was started is of another clock.
    if (event.type === 'run-started')
      this.#epochs.set(lane, Math.max(msOf(event.epoch), this.#startingAt.get(lane) ?? this.#last));
    const epoch = this.#epochs.get(lane);
    return epoch === undefined ? undefined : epoch + event.at / 1_000;
  }
}
