import { planIn } from '../log/header.ts';
import type { Log } from '../log/log.ts';
import type { Plan } from '../plan.ts';
import type { Session, SessionListener, Start } from '../session/session.ts';
import { PlaybackClock } from './playback-clock.ts';
import { faster, slower } from './speed.ts';
import { Teller } from './teller.ts';
import { msOf, Timeline } from './timeline.ts';

/** How a log is played. */
export interface PlaybackOptions {
  /** How many times as fast as it was; {@link maxSpeed} waits for nothing. */
  readonly speed: number;
  /** The clock of this machine, in ms. */
  readonly wall: () => number;
}

/** A recorded session, as a session that can be started any number of times: nothing runs but the log. */
export class Replay {
  readonly plan: Plan;
  readonly #log: Log;
  readonly #startedAt: number;
  readonly #clock: PlaybackClock;
  #interruptedAt: number | undefined;

  constructor(log: Log, { speed, wall }: PlaybackOptions) {
    this.plan = planIn(log.header);
    this.#log = log;
    this.#startedAt = msOf(log.header.startedAt);
    this.#clock = new PlaybackClock(wall, speed);
  }

  get file(): string {
    return this.#log.file;
  }

  get speed(): number {
    return this.#clock.speed;
  }

  get isPaused(): boolean {
    return this.#clock.isPaused;
  }

  /** The line at which the log ends without saying so; undefined as long as it has not come up, or is whole. */
  get interruptedAt(): number | undefined {
    return this.#interruptedAt;
  }

  /** The time of the recording, in ms on the clock on which its runs have their epochs. */
  readonly now = (): number => this.#clock.now();

  /** Plays from the begin, and only what was recorded: whatever plan it is given. One at a time. */
  readonly start: Start = (_, listener): Session => {
    let stopped = false;
    this.#clock.rewind(this.#startedAt);
    return {
      stop: () => {
        stopped = true;
        this.#clock.wake();
      },
      // What was recorded is all there is.
      retire: () => undefined,
      finished: this.#play(listener, () => stopped),
    };
  };

  togglePause(): void {
    this.#clock.setPaused(!this.#clock.isPaused);
  }

  faster(): void {
    this.#clock.setSpeed(faster(this.#clock.speed));
  }

  slower(): void {
    this.#clock.setSpeed(slower(this.#clock.speed));
  }

  /** Pauses, and plays the next entry of the log. */
  step(): void {
    this.#clock.step();
  }

  async #play(listener: SessionListener, isStopped: () => boolean): Promise<void> {
    const timeline = new Timeline(this.#startedAt);
    const teller = new Teller(listener, this.plan.lanes, this.#log.header.tasks.length);
    listener.begin(this.#log.header.tasks);
    for await (const entry of this.#log.entries()) {
      const time = timeline.timeOf(entry);
      if (!this.#clock.isDue(time)) {
        teller.flush();
        await this.#clock.reach(time, isStopped);
      }
      if (isStopped()) break;
      if ('interruptedAt' in entry) this.#interrupt(entry.interruptedAt, teller);
      else if ('starting' in entry) teller.starting(entry.lane, { round: entry.round, kind: entry.kind });
      else if ('around' in entry) teller.ended(entry.lane, entry.around);
      else if ('event' in entry) teller.event(entry.lane, entry.event);
    }
    if (isStopped()) teller.stopAll();
    teller.flush();
  }

  #interrupt(line: number, teller: Teller): void {
    this.#interruptedAt = line;
    teller.stopAll('the recording was interrupted');
  }
}
