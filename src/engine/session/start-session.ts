import { findModel } from '../catalog.ts';
import { defined } from '../defined.ts';
import { type Plan, tasksOf, tooFewAlive } from '../plan.ts';
import { Phases } from './phases.ts';
import { isDrift, type RunLife, type RunObservations } from './run-record.ts';
import { mostRepeats, type Round, type RoundName, scheduleOf } from './schedule.ts';
import { type Prepare, type Provisions, type Session, SessionError, type SessionListener } from './session.ts';

/** Starts the runs of `plan`, with what `prepare` makes ready. `finished` rejects with a {@link SessionError}. */
export function startSession(plan: Plan, prepare: Prepare, listener: SessionListener): Session {
  const phases = new Phases(plan.lanes);
  const stopped = Promise.withResolvers<undefined>();

  async function runAll(): Promise<void> {
    const provisions = await prepare(plan).catch((error: unknown) => {
      throw new SessionError(error);
    });
    const referenceMs = provisions.referenceMs && (() => Promise.race([provisions.referenceMs?.(), stopped.promise]));
    const runs = new SessionRuns(plan, phases, { ...provisions, ...defined({ referenceMs }) }, listener);
    void provisions.lost?.then((reason) => {
      for (const lane of plan.lanes) phases.stop(lane, { end: 'failed', reason });
    });
    try {
      listener.begin(tasksOf(plan, provisions.origin));
      for (const round of scheduleOf(plan)) {
        if (phases.areOver) break;
        await runs.runRound(round);
      }
    } finally {
      await provisions.stop();
    }
  }

  return {
    stop: (only) => {
      for (const lane of only === undefined ? plan.lanes : [only]) phases.stop(lane);
      // What is asked of what runs beside the runs is of no use any more.
      if (only === undefined) stopped.resolve(undefined);
    },
    retire: (only) => {
      for (const lane of only === undefined ? plan.lanes : [only]) phases.retire(lane);
    },
    finished: runAll(),
  };
}

/** The runs of a session, told as they come. */
class SessionRuns {
  readonly #plan: Plan;
  readonly #phases: Phases;
  readonly #provisions: Provisions;
  readonly #listener: SessionListener;

  constructor(plan: Plan, phases: Phases, provisions: Provisions, listener: SessionListener) {
    this.#plan = plan;
    this.#phases = phases;
    this.#provisions = provisions;
    this.#listener = listener;
  }

  /** Every lane of a round once, together or in turn. */
  async runRound({ order, ...name }: Round): Promise<void> {
    if (this.#plan.order === 'together') {
      await Promise.all(order.map((lane) => this.#runSteadily(lane, name)));
    } else {
      for (const lane of order) await this.#runSteadily(lane, name);
    }
  }

  /** Runs again what was measured while the machine drifted. */
  async #runSteadily(lane: string, round: RoundName): Promise<void> {
    for (let repeats = 0; repeats <= mostRepeats; repeats += 1) {
      if (this.#hasLeft(lane, round)) return;
      const seen = await this.#runMeasured(lane, round);
      if (seen !== undefined) this.#listener.ended(lane, seen);
      if (round.kind === 'warm-up' || !isDrift(seen?.reference)) return;
    }
  }

  /** With the reference loop before and after, where there is one; gives what was seen of a run that began. */
  async #runMeasured(lane: string, round: RoundName): Promise<RunObservations | undefined> {
    const { referenceMs } = this.#provisions;
    const beforeMs = await referenceMs?.();
    const life = await this.#runOnce(lane, round);
    if (life === undefined || beforeMs === undefined || this.#phases.of(lane).is !== 'resting') return life;
    const afterMs = await referenceMs?.();
    return { ...life, ...(afterMs !== undefined && { reference: { beforeMs, afterMs } }) };
  }

  async #runOnce(lane: string, round: RoundName): Promise<RunLife | undefined> {
    const [plan, phases, listener] = [this.#plan, this.#phases, this.#listener];
    if (this.#hasLeft(lane, round)) return undefined;
    phases.begin(lane);
    listener.starting(lane, round);
    const tooFew = tooFewAlive(plan, lane);
    const startRun = tooFew === undefined ? await this.#provisions.starterOf(lane) : { unavailable: tooFew };
    if (this.#hasLeft(lane, round)) return undefined;
    if ('unavailable' in startRun) {
      listener.events(lane, [{ type: 'run-finished', at: 0, end: 'unavailable', reason: startRun.unavailable }]);
      phases.leave(lane);
      return undefined;
    }
    const tasks = tasksOf(plan, this.#provisions.origin, findModel(lane)?.runtime);
    const run = startRun({ plan, lane, tasks, onEvents: (events) => listener.events(lane, events) });
    phases.started(lane, run);
    const life = await run.ended;
    phases.ended(lane);
    return life;
  }

  /** Whether no more of a lane is run; tells so once, as a run that ended before it began. */
  #hasLeft(lane: string, round: RoundName): boolean {
    const phase = this.#phases.of(lane);
    if (phase.is === 'gone') return true;
    if (phase.is !== 'withdrawn') return false;
    this.#phases.leave(lane);
    if (!phase.isShown) this.#listener.starting(lane, round);
    this.#listener.events(lane, [{ type: 'run-finished', at: 0, ...phase.ending }]);
    return true;
  }
}
