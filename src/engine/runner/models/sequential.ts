import { execute } from '../execute.ts';
import { onOwnLoop } from '../loop-worker.ts';
import type { RunModel } from '../model.ts';

/** One task after the other, in their order. */
export const run: RunModel = (modelRun) =>
  onOwnLoop(modelRun, 'blocking', async (scope) => {
    for (const task of modelRun.request.tasks) {
      if (scope.cancellation.cancelled) return;
      await execute(task, scope);
    }
  });
