import { needsOf } from '../plan.ts';
import { runnerFor } from '../runtimes/interpreters.ts';
import type { Prepare } from '../session/session.ts';
import { startCompanions } from './companions/companions.ts';
import type { Guard } from './guard.ts';
import { startRun } from './run.ts';

/** Real processes for the runs of sessions, and for what runs beside them, all under one guard. */
export function preparing(guard: Promise<Guard>): Prepare {
  return async (plan) => {
    const ready = await guard;
    const { service, stop } = await startCompanions(needsOf(plan), ready);
    const { 'fetch-server': origin, 'reference-loop': referenceMs } = service;
    return {
      ...(origin !== undefined && { origin }),
      ...(referenceMs !== undefined && { referenceMs }),
      starterOf: async (lane) => {
        const runner = await runnerFor(lane, plan.interpreters);
        return 'unavailable' in runner ? runner : (spec) => startRun({ ...spec, runner, guard: ready });
      },
      stop,
    };
  };
}
