import pMap from 'p-map';
import { childProcess } from '../handle/process.ts';
import { StartedWorker } from '../handle/started-worker.ts';
import type { RunModel } from '../model.ts';
import { runOneTask, type StartWorker } from '../one-task.ts';

/** See {@link ModelModule}. */
export const inputs = 'copied';
export const oneWorkerATask = true;

/** One child process a task, at most `live` of them at once. */
export const run: RunModel = async (modelRun) => {
  const { tasks, request, cancellation } = modelRun;
  await pMap(
    tasks,
    async (task) => {
      if (!cancellation.cancelled) await runOneTask(task, `f${task.id + 1}`, modelRun, startFork);
    },
    { concurrency: request.live },
  );
};

const startFork: StartWorker = (job, _, hear) => {
  const worker = new StartedWorker(childProcess('fork.cjs'), hear);
  try {
    worker.send(job);
  } catch (error) {
    worker.endSoon(0);
    throw error;
  }
  return worker;
};
