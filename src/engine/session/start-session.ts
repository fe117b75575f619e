import { findModel } from '../catalog.ts';
import { type Plan, tasksOf, tooFewAlive } from '../plan.ts';
import { Phases } from './phases.ts';
import { isDrift, type RunLife, type RunObservations } from './run-record.ts';
import { mostRepeats, type Round, type RoundName, scheduleOf } from './schedule.ts';
import { type Prepare, type Provisions, type Session, SessionError, type SessionListener } from './session.ts';

/** Starts the runs of `plan`, with what `prepare` makes ready. `finished` rejects with a {@link SessionError}. */
export function startSession(plan: Plan, prepare: Prepare, listener: SessionListener): Session {
  const phases = new Phases(plan.lanes);

  async function runOnce(lane: string, round: RoundName, provisions: Provisions): Promise<RunLife | undefined> {
    if (hasLeft(lane, round)) return undefined;
    phases.begin(lane);
    listener.starting(lane, round);
    const tooFew = tooFewAlive(plan, lane);
    const startRun = tooFew === undefined ? await provisions.starterOf(lane) : { unavailable: tooFew };
    if (hasLeft(lane, round)) return undefined;
    if ('unavailable' in startRun) {
      listener.events(lane, [{ type: 'run-finished', at: 0, end: 'unavailable', reason: startRun.unavailable }]);
      phases.leave(lane);
      return undefined;
    }
    const tasks = tasksOf(plan, provisions.origin, findModel(lane)?.runtime);
    const run = startRun({ plan, lane, tasks, onEvents: (events) => listener.events(lane, events) });
    phases.started(lane, run);
    const life = await run.ended;
    phases.ended(lane);
    return life;
  }

  /** Whether no more of a lane is run; tells so once, as a run that was stopped before it began. */
  function hasLeft(lane: string, round: RoundName): boolean {
    const phase = phases.of(lane);
    if (phase.is === 'gone') return true;
    if (phase.is !== 'withdrawn') return false;
    phases.leave(lane);
    if (!phase.owesEnd) listener.starting(lane, round);
    listener.events(lane, [{ type: 'run-finished', at: 0, end: 'stopped' }]);
    return true;
  }

  /** With the reference loop before and after, where there is one; gives what was seen of a run that began. */
  async function runMeasured(
    lane: string,
    round: RoundName,
    provisions: Provisions,
  ): Promise<RunObservations | undefined> {
    const { referenceMs } = provisions;
    const beforeMs = await referenceMs?.();
    const life = await runOnce(lane, round, provisions);
    if (life === undefined || beforeMs === undefined || phases.of(lane).is !== 'resting') return life;
    const afterMs = await referenceMs?.();
    return { ...life, ...(afterMs !== undefined && { reference: { beforeMs, afterMs } }) };
  }

  /** Runs again what was measured while the machine drifted. */
  async function runSteadily(lane: string, round: RoundName, provisions: Provisions): Promise<void> {
    for (let repeats = 0; repeats <= mostRepeats; repeats += 1) {
      if (hasLeft(lane, round)) return;
      const seen = await runMeasured(lane, round, provisions);
      if (seen !== undefined) listener.ended(lane, seen);
      if (round.kind === 'warm-up' || !isDrift(seen?.reference)) return;
    }
  }

  async function runRound({ order, ...name }: Round, provisions: Provisions): Promise<void> {
    if (plan.order === 'together') {
      await Promise.all(order.map((lane) => runSteadily(lane, name, provisions)));
    } else {
      for (const lane of order) await runSteadily(lane, name, provisions);
    }
  }

  async function runAll(): Promise<void> {
    const provisions = await prepare(plan).catch((error: unknown) => {
      throw new SessionError(error);
    });
    try {
      listener.begin(tasksOf(plan, provisions.origin));
      for (const round of scheduleOf(plan)) {
        if (phases.areOver) break;
        await runRound(round, provisions);
      }
    } finally {
      await provisions.stop();
    }
  }

  return {
    stop: (only) => {
      for (const lane of only === undefined ? plan.lanes : [only]) phases.stop(lane);
    },
    finished: runAll(),
  };
}
