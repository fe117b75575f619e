import { RunCourse, untrue } from '../protocol/run-course.ts';
import type { RunEvent } from '../protocol.ts';
import type { RunObservations } from '../session/run-record.ts';
import type { RoundName } from '../session/schedule.ts';
import type { SessionListener } from '../session/session.ts';

const mostHeld = 1_000;

/** Tells a listener what is played, in batches as a session would, and knows which lanes have not ended. */
export class Teller {
  readonly #listener: SessionListener;
  readonly #held = new Map<string, RunEvent[]>();
  #heldCount = 0;
  readonly #tasks: number;
  /** The newest stamp of each lane that has not ended, µs. */
  readonly #open: Map<string, number>;
  /** How far the run of each lane is; absent where it told what cannot be true. */
  readonly #courses: Map<string, RunCourse>;

  /** Of a session of so many tasks. */
  constructor(listener: SessionListener, lanes: readonly string[], tasks: number) {
    this.#listener = listener;
    this.#tasks = tasks;
    this.#open = new Map(lanes.map((lane) => [lane, 0]));
    this.#courses = new Map(lanes.map((lane) => [lane, new RunCourse(tasks)]));
  }

  starting(lane: string, round: RoundName): void {
    this.flush();
    this.#open.set(lane, 0);
    this.#courses.set(lane, new RunCourse(this.#tasks));
    this.#listener.starting(lane, round);
  }

  ended(lane: string, around: RunObservations): void {
    this.flush();
    this.#listener.ended(lane, around);
  }

  /** An event as it was recorded. One that contradicts those before it fails its lane, as it did when it was told. */
  event(lane: string, event: RunEvent): void {
    const course = this.#courses.get(lane);
    if (course === undefined) return;
    const contradiction = course.contradictionIn(event);
    if (contradiction === undefined) {
      this.#hold(lane, event);
      return;
    }
    this.#courses.delete(lane);
    const at = this.#open.get(lane) ?? 0;
    this.#hold(lane, { type: 'run-finished', at, ...untrue(contradiction) });
  }

  /** Holds an event back until the next {@link flush}, which comes by itself where there are many. */
  #hold(lane: string, event: RunEvent): void {
    const held = this.#held.get(lane);
    if (held === undefined) this.#held.set(lane, [event]);
    else held.push(event);
    const newest = this.#open.get(lane);
    if (event.type === 'run-finished') this.#open.delete(lane);
    else if (newest !== undefined && event.at > newest) this.#open.set(lane, event.at);
    this.#heldCount += 1;
    if (this.#heldCount >= mostHeld) this.flush();
  }

  flush(): void {
    for (const [lane, events] of this.#held) this.#listener.events(lane, events);
    this.#held.clear();
    this.#heldCount = 0;
  }

  /** Ends every lane that has not ended. */
  stopAll(reason?: string): void {
    for (const [lane, at] of this.#open)
      this.#hold(lane, { type: 'run-finished', at, end: 'stopped', ...(reason !== undefined && { reason }) });
    this.flush();
  }
}
