import { maxSpeed } from './speed.ts';

/** Entries that are due within so many ms are played at one look: a replay wakes up no more often than a pipe is read. */
const lookMs = 20;
const longestRestMs = 1_000;

/** Time as it passes in a replay, in ms on the clock of the recording: at any speed, or not at all. */
export class PlaybackClock {
  readonly #wall: () => number;
  #speed: number;
  #isPaused = false;
  /** Where it stood when its speed was last changed, and when that was. */
  #base = 0;
  #since: number;
  /** The time of the next entry: it does not pass before that has been played. */
  #next = 0;
  #steps = 0;
  #wake = () => {};

  /** `wall` is the clock of this machine, in ms. */
  constructor(wall: () => number, speed: number) {
    this.#wall = wall;
    this.#speed = speed;
    this.#since = wall();
  }

  get speed(): number {
    return this.#speed;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  now(): number {
    return Math.min(this.#next, this.#passed());
  }

  /** Goes on from `time`. */
  rewind(time: number): void {
    this.#isPaused = false;
    this.#steps = 0;
    this.#next = time;
    this.#restAt(time);
  }

  setSpeed(speed: number): void {
    this.#restAt(this.now());
    this.#speed = speed;
    this.wake();
  }

  setPaused(isPaused: boolean): void {
    this.#restAt(this.now());
    this.#isPaused = isPaused;
    this.#steps = 0;
    this.wake();
  }

  /** Lets one more entry be played, though paused. */
  step(): void {
    if (!this.#isPaused) this.setPaused(true);
    this.#steps += 1;
    this.wake();
  }

  /** Whether the next entry, which is of `time`, can be played now. */
  isDue(time: number): boolean {
    this.#next = time;
    return !this.#isPaused && this.#passed() >= time;
  }

  /** Resolves when the entry of `time` can be played, or when `isOver` says so after a {@link wake}. */
  async reach(time: number, isOver: () => boolean): Promise<void> {
    while (!isOver() && !this.isDue(time)) {
      if (this.#isPaused && this.#steps > 0) {
        this.#steps -= 1;
        this.#restAt(time);
        return;
      }
      await this.#rest((time - this.#passed()) / this.#speed);
    }
  }

  /** Has whoever waits for a time look again. */
  wake(): void {
    this.#wake();
  }

  #passed(): number {
    if (this.#isPaused) return this.#base;
    return this.#speed === maxSpeed ? maxSpeed : this.#base + (this.#wall() - this.#since) * this.#speed;
  }

  #restAt(time: number): void {
    this.#base = time;
    this.#since = this.#wall();
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#isPaused ? undefined : setTimeout(resolve, Math.max(lookMs, Math.min(ms, longestRestMs)));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
