import pMap from 'p-map';
import { onOwnLoop } from '../loop-worker.ts';
import type { RunModel } from '../model.ts';

/** See {@link ModelModule}. */
export const inputs = 'shared';

/** All tasks at once on one event loop, or so many of them as may be under way. */
export const run: RunModel = (modelRun) =>
  onOwnLoop(modelRun, { sleeping: 'timer', several: true }, (execute) => {
    const { tasks, request } = modelRun;
    const { underWay } = request;
    return underWay === undefined ? Promise.all(tasks.map(execute)) : pMap(tasks, execute, { concurrency: underWay });
  });
