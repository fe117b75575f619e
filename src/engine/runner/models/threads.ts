import { Worker } from 'node:worker_threads';
import pMap from 'p-map';
import type { TaskSpec } from '../../../tasks/task.ts';
import { entryPath } from '../../entries.ts';
import { describeExit } from '../../exit-reason.ts';
import { failureOf } from '../emitter.ts';
import type { ModelRun, RunModel } from '../model.ts';
import { done, exitGrace, type TaskJob } from '../worker-job.ts';

/** What a thread needs besides its job: the cell through which it is told to stop. */
export interface ThreadData extends TaskJob {
  readonly cell: Int32Array<SharedArrayBuffer>;
}

/** One worker thread a task, at most `live` of them at once. */
export const run: RunModel = (modelRun) =>
  pMap(modelRun.request.tasks, (task) => runThread(task, modelRun), { concurrency: modelRun.request.live }).then(
    () => undefined,
  );

function runThread(task: TaskSpec, { request, epoch, emitter, cancellation }: ModelRun): Promise<void> {
  if (cancellation.cancelled) return Promise.resolve();
  const id = `t${task.id + 1}`;
  const workerData: ThreadData = {
    id,
    events: request.events,
    epoch: String(epoch),
    askedAt: emitter.now(),
    task,
    cell: cancellation.cell,
  };
  const worker = new Worker(entryPath('thread'), { workerData });
  let isDone = false;
  let thrown: unknown;
  worker.once('message', (message) => {
    isDone = message === done;
    setTimeout(() => worker.terminate(), exitGrace).unref();
  });
  worker.once('error', (error) => {
    thrown = error;
  });
  return new Promise((resolve) => {
    worker.once('exit', (code) => {
      emitter.emit({ type: 'worker-exited', worker: id, code });
      if (!isDone && !cancellation.cancelled) {
        const error = thrown === undefined ? new Error(`thread ${describeExit({ code })}`) : thrown;
        emitter.emit({ type: 'task-failed', worker: id, task: task.id, error: failureOf(explain(error)) });
      }
      resolve();
    });
  });
}

function explain(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Error(`thread ${describeExit({ stderr: code })}`) : error;
}
