import type { TaskSpec } from '../../tasks/task.ts';
import { findModel } from '../catalog.ts';
import { needsServer, type Plan, tasksOf, tooFewAlive } from '../plan.ts';
import type { RunEvent } from '../protocol.ts';
import type { FetchServer } from '../supervise/companions/fetch-server.ts';
import type { Reference } from '../supervise/companions/reference-loop.ts';
import type { Guard } from '../supervise/guard.ts';
import type { Run } from '../supervise/run.ts';
import { isDrift, type RunLife, type RunObservations } from './run-record.ts';
import { mostRepeats, type Round, type RoundName, scheduleOf } from './schedule.ts';
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
  readonly ended: (lane: string, around: RunObservations) => void;
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
interface Provisions {
  readonly guard: Guard;
  readonly server?: FetchServer;
  /** Absent for a single round: there is nothing to drift from. */
  readonly reference?: Reference;
}

/**
 * Starts the runs of `plan`. A lane is called by its lane, and its interpreter where there are
 * several. `finished` rejects with a {@link SessionError}.
 */
export function startSession(plan: Plan, guard: Promise<Guard>, listener: SessionListener): Session {
  /** Lanes of which no more runs are started. */
  const closed = new Set<string>();
  /** Lanes whose end of a run, or first run, has still to be told of. */
  const open = new Set(plan.lanes);
  /** Lanes of which it was told that there is no more of them. */
  const left = new Set<string>();
  const running = new Map<string, Run>();

  async function runOnce(lane: string, round: RoundName, { guard, server }: Provisions): Promise<RunLife | undefined> {
    if (hasLeft(lane, round)) return undefined;
    open.add(lane);
    listener.starting(lane, round);
    const { runnerFor } = await import('../runtimes/runners.ts');
    const { startRun } = await import('../supervise/run.ts');
    const tooFew = tooFewAlive(plan, lane);
    const runner = tooFew === undefined ? await runnerFor(lane, plan.pythons) : { unavailable: tooFew };
    if (hasLeft(lane, round)) return undefined;
    if ('unavailable' in runner) {
      listener.events(lane, [{ type: 'run-finished', at: 0, end: 'unavailable', reason: runner.unavailable }]);
      open.delete(lane);
      closed.add(lane);
      left.add(lane);
      return undefined;
    }
    const tasks = tasksOf(plan, server?.origin, findModel(lane)?.runtime);
    const onEvents = (events: readonly RunEvent[]) => listener.events(lane, events);
    const run = startRun({ plan, lane, runner, tasks, guard, onEvents });
    running.set(lane, run);
    const life = await run.ended;
    running.delete(lane);
    open.delete(lane);
    return life;
  }

  /** Whether no more of a lane is run; tells so once, as a run that was stopped before it began. */
  function hasLeft(lane: string, round: RoundName): boolean {
    if (!closed.has(lane)) return false;
    if (left.has(lane)) return true;
    left.add(lane);
    if (!open.delete(lane)) listener.starting(lane, round);
    listener.events(lane, [{ type: 'run-finished', at: 0, end: 'stopped' }]);
    return true;
  }

  /** With the reference loop before and after, where there is one; gives what was seen of a run that began. */
  async function runMeasured(lane: string, round: RoundName, around: Provisions): Promise<RunObservations | undefined> {
    const { reference } = around;
    const beforeMs = await reference?.measure();
    const life = await runOnce(lane, round, around);
    if (life === undefined || beforeMs === undefined || closed.has(lane)) return life;
    const afterMs = await reference?.measure();
    return { ...life, ...(afterMs !== undefined && { reference: { beforeMs, afterMs } }) };
  }

  /** Runs again what was measured while the machine drifted. */
  async function runSteadily(lane: string, round: RoundName, around: Provisions): Promise<void> {
    for (let repeats = 0; repeats <= mostRepeats; repeats += 1) {
      if (hasLeft(lane, round)) return;
      const seen = await runMeasured(lane, round, around);
      if (seen !== undefined) listener.ended(lane, seen);
      if (round.kind === 'warm-up' || !isDrift(seen?.reference)) return;
    }
  }

  async function runRound(round: Round, around: Provisions): Promise<void> {
    const name = { round: round.round, kind: round.kind };
    if (plan.order === 'together') {
      await Promise.all(round.order.map((lane) => runSteadily(lane, name, around)));
    } else {
      for (const lane of round.order) await runSteadily(lane, name, around);
    }
  }

  async function runAll(): Promise<void> {
    const around = await prepare(plan, guard).catch((error: unknown) => {
      throw new SessionError(error);
    });
    try {
      listener.begin(tasksOf(plan, around.server?.origin));
      for (const round of scheduleOf(plan)) {
        if (open.size === 0 && plan.lanes.every((lane) => closed.has(lane))) break;
        await runRound(round, around);
      }
    } finally {
      await around.server?.stop();
      await around.reference?.stop();
    }
  }

  return {
    stop: (only) => {
      for (const lane of only === undefined ? plan.lanes : [only]) {
        closed.add(lane);
        if (running.has(lane)) left.add(lane);
        running.get(lane)?.stop('stopped');
      }
    },
    finished: runAll(),
  };
}

async function prepare(plan: Plan, guard: Promise<Guard>): Promise<Provisions> {
  const ready = await guard;
  return {
    guard: ready,
    ...(needsServer(plan) && { server: await startServer(ready) }),
    ...(plan.rounds > 1 && { reference: await startLoop(ready) }),
  };
}

async function startServer(guard: Guard): Promise<FetchServer> {
  const { startFetchServer } = await import('../supervise/companions/fetch-server.ts');
  return startFetchServer(guard);
}

async function startLoop(guard: Guard): Promise<Reference> {
  const { startReference } = await import('../supervise/companions/reference-loop.ts');
  return startReference(guard);
}
