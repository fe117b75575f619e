import type { TaskSpec } from '../../tasks/task.ts';
import { findModel } from '../catalog.ts';
import { needsOf, tasksOf } from '../plan.ts';
import { runnerFor } from '../runtimes/interpreters.ts';
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
    const { service, lost, stop } = await startCompanions(needsOf(plan), ready);
    const { 'fetch-server': origin, 'reference-loop': referenceMs } = service;
    return {
      ...(origin !== undefined && { origin }),
      ...(referenceMs !== undefined && { referenceMs }),
      starterOf: async (lane) => {
        const runner = await runnerFor(lane, plan.interpreters);
        if ('unavailable' in runner) return runner;
        return (spec) => startRun({ ...spec, tasks: sentTasks(spec, urls), runner, guard: ready });
      },
      lost,
      stop,
    };
  };
}

function sentTasks({ plan, lane, tasks }: RunSpec, urls: readonly string[] | undefined): readonly TaskSpec[] {
  if (urls === undefined || plan.parameters.urls.length === 0) return tasks;
  return tasksOf({ ...plan, parameters: { ...plan.parameters, urls } }, undefined, findModel(lane)?.runtime);
}
