import type { Transferable } from 'node:worker_threads';
import { failTask, handOver, jobOf } from './hand-over.ts';
import { type StartedWorker, toldExit } from './handle/started-worker.ts';
import type { ModelRun } from './model.ts';
import { refusal } from './values/uncloneable.ts';
import { endOf, exitGrace, type GivenTask, over, overGrace, type Said, type TaskJob } from './worker-job.ts';

/** Starts a worker for a job, without a copy of `moved`; throws where the job cannot be passed to it. */
export type StartWorker = (job: TaskJob, moved: Transferable[], hear: (said: Said) => void) => StartedWorker;

/** Has one task executed by a worker of its own, of the name `id`, which `start` starts. Resolves when it is gone. */
export async function runOneTask(task: GivenTask, id: string, run: ModelRun, start: StartWorker): Promise<void> {
  const { emitter, results, cancellation } = run;
  let isDone = false;
  let worker: StartedWorker | undefined;
  const hear = (said: Said) => {
    const at = emitter.now();
    const ended = endOf(said);
    if (ended === undefined && said !== over) return;
    isDone = true;
    if (ended !== undefined && 'result' in ended) results.take(task.id, at, ended.result);
    if (ended !== undefined && 'unreadable' in ended) failTask(task, unreadable(task, ended.unreadable), run);
    worker?.endSoon(said === over ? exitGrace : overGrace);
  };
  const job = jobOf(run, id);
  const refused = handOver(task, run, (given, moved) => {
    worker = start({ ...job, task: given }, moved, hear);
  });
  if (refused !== undefined) failTask(task, refused, run);
  if (worker === undefined) return;
  const { exit, reason } = await worker.ended;
  if (exit !== undefined) emitter.emit({ type: 'worker-exited', worker: id, ...toldExit(exit) });
  if (!(isDone || cancellation.cancelled)) failTask(task, reason, run, exit && { worker: id });
}

/** Why a task has no result that came, but cannot be read. */
export function unreadable({ id }: GivenTask, why: string): Error {
  return refusal(`the result of input ${id} cannot be read by the runner: ${why}`);
}
