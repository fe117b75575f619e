import pMap from 'p-map';
import type { TaskSpec } from '../../tasks/task.ts';
import { failureOf } from './emitter.ts';
import { type GilShare, releaseAfter } from './gil/gil.ts';
import { StartedWorker, toldExit } from './handle/started-worker.ts';
import { thread } from './handle/thread.ts';
import type { ModelRun } from './model.ts';
import { StartGate } from './start-gate.ts';
import { done, type TaskJob } from './worker-job.ts';

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

async function runThread(
  task: TaskSpec,
  { request, epoch, emitter, cancellation, foreground }: ModelRun,
  gil: GilShare | undefined,
  onStarted: () => void,
): Promise<void> {
  if (cancellation.cancelled) {
    onStarted();
    return;
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
  let isDone = false;
  const worker = new StartedWorker(thread('thread.cjs', workerData), (message) => {
    isDone = message === done;
    worker.endSoon();
  });
  void worker.started.then(onStarted);
  const { exit, reason } = await worker.ended;
  if (gil !== undefined) releaseAfter(gil, task.id + 1);
  foreground.ended(task);
  if (exit !== undefined) emitter.emit({ type: 'worker-exited', worker: id, ...toldExit(exit) });
  if (isDone || cancellation.cancelled) return;
  const by = exit && { worker: id };
  emitter.emit({ type: 'task-failed', ...by, task: task.id, error: failureOf(reason) });
}
