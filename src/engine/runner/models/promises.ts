import { execute } from '../execute.ts';
import { onOwnLoop } from '../loop-worker.ts';
import type { RunModel } from '../model.ts';

/** All tasks at once on one event loop. */
export const run: RunModel = (modelRun) =>
  onOwnLoop(modelRun, 'timer', async (scope) => {
    await Promise.all(modelRun.request.tasks.map((task) => execute(task, scope)));
  });
