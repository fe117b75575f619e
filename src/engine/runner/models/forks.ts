import { fork } from 'node:child_process';
import pMap from 'p-map';
import type { TaskSpec } from '../../../tasks/task.ts';
import { entryPath } from '../../entries.ts';
import { describeExit } from '../../exit-reason.ts';
import { failureOf } from '../emitter.ts';
import type { ModelRun, RunModel } from '../model.ts';
import { done, exitGrace, type TaskJob } from '../worker-job.ts';

const stderrCharacters = 4_000;

export const oneWorkerATask = true;

/** One child process a task, at most `live` of them at once. */
export const run: RunModel = (modelRun) =>
  pMap(modelRun.request.tasks, (task) => runFork(task, modelRun), { concurrency: modelRun.request.live }).then(
    () => undefined,
  );

function runFork(task: TaskSpec, { request, epoch, emitter, cancellation }: ModelRun): Promise<void> {
  if (cancellation.cancelled) return Promise.resolve();
  const id = `f${task.id + 1}`;
  const job: TaskJob = { id, events: request.events, epoch: String(epoch), askedAt: emitter.now(), task };
  const child = fork(entryPath('fork.cjs'), { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  let isDone = false;
  let stderr = '';
  let thrown: Error | undefined;
  child.stderr?.on('data', (data: Buffer) => {
    stderr = `${stderr}${data}`.slice(-stderrCharacters);
    process.stderr.write(data);
  });
  child.once('message', (message) => {
    isDone = message === done;
    setTimeout(() => child.kill('SIGKILL'), exitGrace).unref();
  });
  child.once('error', (error) => {
    thrown = error;
  });
  child.send(job);
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      emitter.emit({ type: 'worker-exited', worker: id, ...(signal === null ? { code: code ?? 0 } : { signal }) });
      if (!isDone && !cancellation.cancelled) {
        const error = thrown ?? new Error(`process ${child.pid} ${describeExit({ code, signal, stderr })}`);
        emitter.emit({ type: 'task-failed', worker: id, task: task.id, error: failureOf(error) });
      }
      resolve();
    });
  });
}
