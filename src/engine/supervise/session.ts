import type { TaskSpec } from '../../tasks/task.ts';
import { needsServer, type Plan, tasksOf } from '../plan.ts';
import type { RunEvent } from '../protocol.ts';
import { type FetchServer, startFetchServer } from './fetch-server.ts';
import type { Guard } from './guard.ts';
import { type Run, startRun } from './run.ts';
import { SessionError } from './session-error.ts';

/** What a session tells while it goes on. Called with batches, in the order in which they came. */
export interface SessionListener {
  /** The tasks are known; called once, before any event. */
  readonly begin: (tasks: readonly TaskSpec[]) => void;
  /** A lane's runner is being started. */
  readonly starting: (lane: string) => void;
  readonly events: (lane: string, events: readonly RunEvent[]) => void;
}

/** Some runs of the same tasks, one for each model of a plan, together or in turn. */
export interface Session {
  /** Ends the run of one lane, or of all, and starts no more of them. */
  readonly stop: (lane?: string) => void;
  /** Resolves when the last run has ended and nothing of it is left; never rejects for a failed run. */
  readonly finished: Promise<void>;
}

/** Starts the runs of `plan`. A lane is called by its model. `finished` rejects with a {@link SessionError}. */
export function startSession(plan: Plan, guard: Promise<Guard>, listener: SessionListener): Session {
  const stopped = new Set<string>();
  const running = new Map<string, Run>();

  async function runLane(model: string, tasks: readonly TaskSpec[], guard: Guard): Promise<void> {
    if (stopped.has(model)) {
      listener.events(model, [{ type: 'run-finished', at: 0, end: 'stopped' }]);
      return;
    }
    listener.starting(model);
    const run = startRun({ plan, model, tasks, guard, onEvents: (events) => listener.events(model, events) });
    running.set(model, run);
    await run.ended;
    running.delete(model);
  }

  async function runAll(): Promise<void> {
    const { ready, server } = await prepare(plan, guard).catch((error: unknown) => {
      throw new SessionError(error);
    });
    try {
      const tasks = tasksOf(plan, server?.origin);
      listener.begin(tasks);
      if (plan.order === 'together') {
        await Promise.all(plan.models.map((model) => runLane(model, tasks, ready)));
      } else {
        for (const model of plan.models) await runLane(model, tasks, ready);
      }
    } finally {
      await server?.stop();
    }
  }

  return {
    stop: (lane) => {
      for (const model of lane === undefined ? plan.models : [lane]) {
        stopped.add(model);
        running.get(model)?.stop('stopped');
      }
    },
    finished: runAll(),
  };
}

async function prepare(plan: Plan, guard: Promise<Guard>): Promise<{ ready: Guard; server?: FetchServer }> {
  const ready = await guard;
  return needsServer(plan) ? { ready, server: await startFetchServer(ready) } : { ready };
}
