import pMap from 'p-map';
import { type GilShare, releaseAfter } from './gil/gil.ts';
import { StartedWorker } from './handle/started-worker.ts';
import { thread } from './handle/thread.ts';
import type { ModelRun } from './model.ts';
import { runOneTask } from './one-task.ts';
import { StartGate } from './start-gate.ts';
import type { TaskJob } from './worker-job.ts';

/** What a thread needs besides its job. */
export interface ThreadData extends TaskJob {
  /** Through which it is told to stop. */
  readonly cell: Int32Array<SharedArrayBuffer>;
  /** Through which it learns whether it is still wanted. */
  readonly foreground: Int32Array<SharedArrayBuffer>;
  /** The lock that it has to hold, under the model that has one. */
  readonly gil?: GilShare;
}

/** Has each task executed by a worker thread of its own, at most `live` of them at once, under `gil` if there is one. */
export async function runOnThreads(modelRun: ModelRun, gil?: GilShare): Promise<void> {
  const { tasks, request, cancellation, foreground } = modelRun;
  const gate = new StartGate();
  const shared = { cell: cancellation.cell, foreground: foreground.cell, ...(gil !== undefined && { gil }) };
  await pMap(
    tasks,
    async (task) => {
      await gate.enter();
      let hasStarted = false;
      if (cancellation.cancelled) {
        gate.leave();
        return;
      }
      await runOneTask(task, `t${task.id + 1}`, modelRun, (job, moved, hear) => {
        const data: ThreadData = { ...job, ...shared };
        const worker = new StartedWorker(thread('thread.cjs', data, moved), hear);
        hasStarted = true;
        void worker.started.then(() => gate.leave());
        return worker;
      });
      if (!hasStarted) gate.leave();
      if (gil !== undefined) releaseAfter(gil, task.id + 1);
      foreground.ended(task);
    },
    { concurrency: request.live },
  );
}
