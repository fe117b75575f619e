import type { TaskSpec } from '../../tasks/task.ts';
import { findModel } from '../catalog.ts';
import { needsServer, type Plan, tasksOf, tooFewAlive } from '../plan.ts';
import type { RunEvent } from '../protocol.ts';
import { isDrift, type RunLife, type RunSurroundings } from '../session/run-record.ts';
import { mostRepeats, type Round, type RoundName, roundsOf } from '../session/schedule.ts';
import type { FetchServer } from './fetch-server.ts';
import type { Guard } from './guard.ts';
import type { Reference } from './reference.ts';
import type { Run } from './run.ts';
import { SessionError } from './session-error.ts';

/**
 * What a session tells while it goes on, in the order in which it came; session/session-state.ts
 * has the fold of it.
 */
export interface SessionListener {
  /** The tasks are known, their inputs as in the first lane's runtime; called once, before all else. */
  readonly begin: (tasks: readonly TaskSpec[]) => void;
  /** A lane's runner is being started for a run of that round; the lane's run before it is over. */
  readonly starting: (lane: string, round: RoundName) => void;
  /** A batch of events of the lane's run. */
  readonly events: (lane: string, events: readonly RunEvent[]) => void;
  /** The lane's run is over, and so is what was done around it. Not told of one whose process could not be started. */
  readonly ended: (lane: string, around: RunSurroundings) => void;
}

/** Rounds of runs of the same tasks, one run for each model of a plan, together or in turn. */
export interface Session {
  /** Ends the run of one lane, or of all, and starts no more of them. */
  readonly stop: (lane?: string) => void;
  /** Resolves when the last run has ended and nothing of it is left; never rejects for a failed run. */
  readonly finished: Promise<void>;
}

/** Starts the runs of a plan. */
export type Start = (plan: Plan, listener: SessionListener) => Session;

/** What all runs of a session share. */
interface Surroundings {
  readonly guard: Guard;
  readonly server?: FetchServer;
  /** Absent for a single round: there is nothing to drift from. */
  readonly reference?: Reference;
}

/**
 * Starts the runs of `plan`. A lane is called by its model, and its interpreter where there are
 * several. `finished` rejects with a {@link SessionError}.
 */
export function startSession(plan: Plan, guard: Promise<Guard>, listener: SessionListener): Session {
  /** Lanes of which no more runs are started. */
  const closed = new Set<string>();
  /** Lanes whose end of a run, or first run, has still to be told of. */
  const open = new Set(plan.models);
  /** Lanes of which it was told that there is no more of them. */
  const left = new Set<string>();
  const running = new Map<string, Run>();

  async function runOnce(
    model: string,
    round: RoundName,
    { guard, server }: Surroundings,
  ): Promise<RunLife | undefined> {
    if (hasLeft(model, round)) return undefined;
    open.add(model);
    listener.starting(model, round);
    const { runnerFor } = await import('./runners.ts');
    const { startRun } = await import('./run.ts');
    const tooFew = tooFewAlive(plan, model);
    const runner = tooFew === undefined ? await runnerFor(model, plan.pythons) : { unavailable: tooFew };
    if (hasLeft(model, round)) return undefined;
    if ('unavailable' in runner) {
      listener.events(model, [{ type: 'run-finished', at: 0, end: 'unavailable', reason: runner.unavailable }]);
      open.delete(model);
      closed.add(model);
      left.add(model);
      return undefined;
    }
    const tasks = tasksOf(plan, server?.origin, findModel(model)?.runtime);
    const onEvents = (events: readonly RunEvent[]) => listener.events(model, events);
    const run = startRun({ plan, model, runner, tasks, guard, onEvents });
    running.set(model, run);
    const life = await run.ended;
    running.delete(model);
    open.delete(model);
    return life;
  }

  /** Whether no more of a lane is run; tells so once, as a run that was stopped before it began. */
  function hasLeft(model: string, round: RoundName): boolean {
    if (!closed.has(model)) return false;
    if (left.has(model)) return true;
    left.add(model);
    if (!open.delete(model)) listener.starting(model, round);
    listener.events(model, [{ type: 'run-finished', at: 0, end: 'stopped' }]);
    return true;
  }

  /** With the reference loop before and after, where there is one; gives what was seen of a run that began. */
  async function runMeasured(
    model: string,
    round: RoundName,
    around: Surroundings,
  ): Promise<RunSurroundings | undefined> {
    const { reference } = around;
    const beforeMs = await reference?.measure();
    const life = await runOnce(model, round, around);
    if (life === undefined || beforeMs === undefined || closed.has(model)) return life;
    const afterMs = await reference?.measure();
    return { ...life, ...(afterMs !== undefined && { reference: { beforeMs, afterMs } }) };
  }

  /** Runs again what was measured while the machine drifted. */
  async function runSteadily(model: string, round: RoundName, around: Surroundings): Promise<void> {
    for (let repeats = 0; repeats <= mostRepeats; repeats += 1) {
      if (hasLeft(model, round)) return;
      const seen = await runMeasured(model, round, around);
      if (seen !== undefined) listener.ended(model, seen);
      if (round.kind === 'warm-up' || !isDrift(seen?.reference)) return;
    }
  }

  async function runRound(round: Round, around: Surroundings): Promise<void> {
    const name = { round: round.round, kind: round.kind };
    if (plan.order === 'together') {
      await Promise.all(round.order.map((model) => runSteadily(model, name, around)));
    } else {
      for (const model of round.order) await runSteadily(model, name, around);
    }
  }

  async function runAll(): Promise<void> {
    const around = await prepare(plan, guard).catch((error: unknown) => {
      throw new SessionError(error);
    });
    try {
      listener.begin(tasksOf(plan, around.server?.origin));
      for (const round of roundsOf(plan)) {
        if (open.size === 0 && plan.models.every((model) => closed.has(model))) break;
        await runRound(round, around);
      }
    } finally {
      await around.server?.stop();
      await around.reference?.stop();
    }
  }

  return {
    stop: (lane) => {
      for (const model of lane === undefined ? plan.models : [lane]) {
        closed.add(model);
        if (running.has(model)) left.add(model);
        running.get(model)?.stop('stopped');
      }
    },
    finished: runAll(),
  };
}

async function prepare(plan: Plan, guard: Promise<Guard>): Promise<Surroundings> {
  const ready = await guard;
  return {
    guard: ready,
    ...(needsServer(plan) && { server: await startServer(ready) }),
    ...(plan.rounds > 1 && { reference: await startLoop(ready) }),
  };
}

async function startServer(guard: Guard): Promise<FetchServer> {
  const { startFetchServer } = await import('./fetch-server.ts');
  return startFetchServer(guard);
}

async function startLoop(guard: Guard): Promise<Reference> {
  const { startReference } = await import('./reference.ts');
  return startReference(guard);
}
