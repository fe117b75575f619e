import pMap from 'p-map';
import type { TaskSpec } from '../../../tasks/task.ts';
import { failureOf } from '../emitter.ts';
import { childProcess } from '../handle/process.ts';
import { StartedWorker, toldExit } from '../handle/started-worker.ts';
import type { ModelRun, RunModel } from '../model.ts';
import { done, type TaskJob } from '../worker-job.ts';

/** See {@link ModelModule}. */
export const oneWorkerATask = true;

/** One child process a task, at most `live` of them at once. */
export const run: RunModel = (modelRun) =>
  pMap(modelRun.request.tasks, (task) => runFork(task, modelRun), { concurrency: modelRun.request.live }).then(
    () => undefined,
  );

async function runFork(task: TaskSpec, { request, epoch, emitter, cancellation }: ModelRun): Promise<void> {
  if (cancellation.cancelled) return;
  const id = `f${task.id + 1}`;
  const job: TaskJob = { id, events: request.events, epoch: String(epoch), askedAt: emitter.now(), task };
  let isDone = false;
  const worker = new StartedWorker(childProcess('fork.cjs'), (message) => {
    if (message !== done) return;
    isDone = true;
    worker.endSoon();
  });
  worker.send(job);
  const { exit, reason } = await worker.ended;
  if (exit !== undefined) emitter.emit({ type: 'worker-exited', worker: id, ...toldExit(exit) });
  if (isDone || cancellation.cancelled) return;
  const by = exit && { worker: id };
  emitter.emit({ type: 'task-failed', ...by, task: task.id, error: failureOf(reason) });
}
