import { Worker } from 'node:worker_threads';
import pMap from 'p-map';
import type { TaskSpec } from '../../tasks/task.ts';
import { entryPath } from '../entries.ts';
import { describeExit } from '../exit-reason.ts';
import { failureOf } from './emitter.ts';
import { type GilShare, releaseAfter } from './gil/gil.ts';
import type { ModelRun } from './model.ts';
import { StartGate } from './start-gate.ts';
import { done, exitGrace, type TaskJob } from './worker-job.ts';

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
  const { tasks, live } = modelRun.request;
  const gate = new StartGate();
  await pMap(
    tasks,
    async (task) => {
      await gate.enter();
      await runThread(task, modelRun, gil, () => gate.leave());
    },
    { concurrency: live },
  );
}

function runThread(
  task: TaskSpec,
  { request, epoch, emitter, cancellation, foreground }: ModelRun,
  gil: GilShare | undefined,
  onStarted: () => void,
): Promise<void> {
  if (cancellation.cancelled) {
    onStarted();
    return Promise.resolve();
  }
  const id = `t${task.id + 1}`;
  const workerData: ThreadData = {
    id,
    events: request.events,
    epoch: String(epoch),
    askedAt: emitter.now(),
    task,
    cell: cancellation.cell,
    foreground: foreground.cell,
    ...(gil !== undefined && { gil }),
  };
  const worker = new Worker(entryPath('thread.cjs'), { workerData });
  let isDone = false;
  let thrown: unknown;
  let started = () => {
    started = () => undefined;
    onStarted();
  };
  worker.once('online', () => started());
  worker.once('message', (message) => {
    isDone = message === done;
    setTimeout(() => worker.terminate(), exitGrace).unref();
  });
  worker.once('error', (error) => {
    thrown = error;
  });
  return new Promise((resolve) => {
    worker.once('exit', (code) => {
      started();
      if (gil !== undefined) releaseAfter(gil, task.id + 1);
      foreground.ended(task);
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
