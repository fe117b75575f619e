import { onOwnLoop } from '../loop-worker.ts';
import type { RunModel } from '../model.ts';

/** See {@link ModelModule}. */
export const inputs = 'shared';

/** One task after the other, in their order. */
export const run: RunModel = (modelRun) =>
  onOwnLoop(modelRun, { sleeping: 'blocking', several: false }, async (execute) => {
    for (const task of modelRun.tasks) {
      if (modelRun.cancellation.cancelled) return;
      await execute(task);
    }
  });
