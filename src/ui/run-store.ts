import { fold } from '../engine/lane/fold.ts';
import { hasEnded, type Lane, newLane } from '../engine/lane/lane.ts';
import type { Plan } from '../engine/plan.ts';
import type { RunEvent } from '../engine/protocol.ts';
import type { Session, SessionListener } from '../engine/supervise/session.ts';
import type { Standing } from './selectors.ts';

/** Starts the runs of a plan. */
export type Start = (plan: Plan, listener: SessionListener) => Session;

/** Milliseconds on the monotonic clock on which the runs have their epochs. */
export type Clock = () => number;

/** The clock that `process.hrtime.bigint()` reads. */
export const monotonicMs: Clock = () => Number(process.hrtime.bigint()) / 1e6;

/**
 * The runs of one session after the other, folded as their events come, outside React. Never two
 * sessions at a time: the next one starts when nothing is left of the last.
 */
export class RunStore {
  readonly #start: Start;
  readonly #now: Clock;
  #lanes = new Map<string, Lane>();
  #plan: Plan | undefined;
  #startedAt = 0;
  #endedAt: number | undefined;
  #session: Session | undefined;
  #next: Plan | undefined;
  /** What was stopped of the next session before it could start. */
  #stoppedEarly: (string | undefined)[] = [];
  #pumping: Promise<void> | undefined;
  #closed = false;
  #onChange = () => {};

  constructor(start: Start, now: Clock) {
    this.#start = start;
    this.#now = now;
  }

  /** `listener` is called whenever something came; it must be cheap. */
  onChange(listener: () => void): void {
    this.#onChange = listener;
  }

  /** Says that there is something to show, though no event came. */
  touch(): void {
    this.#onChange();
  }

  /** Whether what a snapshot shows goes on changing with time. */
  get isRunning(): boolean {
    return this.#plan !== undefined && this.#endedAt === undefined;
  }

  /** Shows `plan` at once, and runs it as soon as the session before has ended. */
  run(plan: Plan): void {
    if (this.#closed) return;
    this.#plan = plan;
    this.#lanes = new Map(plan.models.map((model) => [model, newLane(model, model, [])]));
    this.#startedAt = this.#now();
    this.#endedAt = undefined;
    this.#next = plan;
    this.#stoppedEarly = [];
    this.#session?.stop();
    this.#pumping ??= this.#pump().finally(() => {
      this.#pumping = undefined;
    });
    this.#onChange();
  }

  /** Stops the run of a lane, or of all. */
  stop(lane?: string): void {
    if (this.#next === undefined) this.#session?.stop(lane);
    else this.#stoppedEarly.push(lane);
  }

  /** Stops everything for good; resolves when nothing is left of it. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#next = undefined;
    this.#session?.stop();
    await this.#pumping;
  }

  /** The runs as they stand; lanes are immutable, so this costs next to nothing. */
  snapshot(): Standing | undefined {
    if (this.#plan === undefined) return undefined;
    return {
      plan: this.#plan,
      lanes: [...this.#lanes.values()],
      now: this.#now(),
      startedAt: this.#startedAt,
      ...(this.#endedAt !== undefined && { endedAt: this.#endedAt }),
    };
  }

  async #pump(): Promise<void> {
    while (this.#next !== undefined) {
      const plan = this.#next;
      this.#next = undefined;
      const failure = await this.#play(plan);
      this.#session = undefined;
      if (this.#plan === plan) this.#end(failure);
    }
  }

  /** Runs one session to its end; gives why it could not, if so. */
  async #play(plan: Plan): Promise<string | undefined> {
    const isShown = () => this.#plan === plan;
    this.#startedAt = this.#now();
    try {
      this.#session = this.#start(plan, {
        begin: (tasks) => {
          if (!isShown()) return;
          for (const { id, model } of this.#lanes.values()) this.#lanes.set(id, newLane(id, model, tasks));
          this.#onChange();
        },
        starting: (id) => {
          const lane = this.#lanes.get(id);
          if (isShown() && lane?.state === 'waiting') this.#lanes.set(id, { ...lane, state: 'starting' });
          this.#onChange();
        },
        events: (id, events) => {
          if (isShown()) this.#take(id, events);
        },
      });
      if (this.#closed || !isShown()) this.#session.stop();
      for (const lane of this.#stoppedEarly.splice(0)) this.#session.stop(lane);
      await this.#session.finished;
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #take(id: string, events: readonly RunEvent[]): void {
    const lane = this.#lanes.get(id);
    if (lane === undefined) return;
    this.#lanes.set(id, fold(lane, events));
    this.#onChange();
  }

  /** A session that could not go on leaves no lane that seems to. */
  #end(failure: string | undefined): void {
    this.#endedAt = this.#now();
    const reason = failure ?? 'the run ended without telling how';
    for (const lane of this.#lanes.values()) {
      if (!hasEnded(lane.state))
        this.#take(lane.id, [{ type: 'run-finished', at: lane.lastAt, end: 'failed', reason }]);
    }
    this.#onChange();
  }
}
