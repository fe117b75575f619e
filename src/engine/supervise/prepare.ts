import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskSpec } from '../../tasks/task.ts';
import { findModel } from '../catalog.ts';
import { defined } from '../defined.ts';
import { needsOf, type Plan, tasksOf } from '../plan.ts';
import { runnerFor } from '../runtimes/interpreters.ts';
import { defaultRuntime, type RuntimeId } from '../runtimes/runtimes.ts';
import type { Prepare, RunSpec } from '../session/session.ts';
import { startCompanions } from './companions/companions.ts';
import type { Guard } from './guard.ts';
import { startRun } from './run.ts';

/**
 * Real processes for the runs of sessions, and for what runs beside them, all under one guard. A
 * plan has URLs as they may be shown; `urls` are the same with their passwords, for the runs alone.
 */
export function preparing(guard: Promise<Guard>, urls?: readonly string[]): Prepare {
  return async (plan) => {
    const ready = await guard;
    const references = await referencesIn(ready.directory, plan);
    const { service, lost, stop } = await startCompanions(needsOf(plan), ready);
    const { 'fetch-server': origin, 'reference-loop': referenceMs } = service;
    return {
      ...(origin !== undefined && { origin }),
      ...(referenceMs !== undefined && { referenceMs }),
      starterOf: async (lane) => {
        const runner = await runnerFor(lane, plan.interpreters);
        if ('unavailable' in runner) return runner;
        const shared = { runner, guard: ready, ...defined({ reference: references.of(findModel(lane)?.runtime) }) };
        return (spec) => startRun({ ...spec, ...shared, tasks: sentTasks(spec, urls) });
      },
      lost,
      stop: async () => {
        await stop();
        await references.remove();
      },
    };
  };
}

/** Where the runs of a session keep the results that others compare theirs with; as large as these. */
interface References {
  /** The place for runs in a runtime: none reads what another has written. */
  readonly of: (runtime: RuntimeId | undefined) => string | undefined;
  readonly remove: () => Promise<void>;
}

/** Results are kept of the user's own work alone: those of lanes' own tasks are compared as JSON. */
async function referencesIn(directory: string, { scenario }: Plan): Promise<References> {
  if (scenario.work === undefined) return { of: () => undefined, remove: async () => undefined };
  const folder = await mkdtemp(join(directory, 'results-'));
  return {
    of: (runtime = defaultRuntime) => join(folder, runtime),
    remove: () => rm(folder, { recursive: true, force: true }).catch(() => undefined),
  };
}

function sentTasks({ plan, lane, tasks }: RunSpec, urls: readonly string[] | undefined): readonly TaskSpec[] {
  if (urls === undefined || plan.parameters.urls.length === 0) return tasks;
  return tasksOf({ ...plan, parameters: { ...plan.parameters, urls } }, undefined, findModel(lane)?.runtime);
}
