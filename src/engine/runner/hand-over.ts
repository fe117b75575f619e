import type { Transferable } from 'node:worker_threads';
import { failureOf } from './failure.ts';
import type { ModelRun } from './model.ts';
import { refusal, uncloneable } from './values/uncloneable.ts';
import type { GivenTask, WorkerJob } from './worker-job.ts';

/** What a worker has to know: `id` is its name. */
export function jobOf({ request, epoch, emitter }: ModelRun, id: string): WorkerJob {
  const { events, work } = request;
  const job = { id, events, epoch: String(epoch), askedAt: emitter.now() };
  return work === undefined ? job : { ...job, work: { path: work.path, name: work.name } };
}

/**
 * Hands a task over by `send`, stamped now, with what of its input is to be moved instead of copied.
 * Gives why it could not be, where `send` throws.
 */
export function handOver(
  task: GivenTask,
  { emitter, transfer }: ModelRun,
  send: (task: GivenTask, moved: Transferable[]) => void,
): Error | undefined {
  const sentAt = emitter.now();
  try {
    send({ ...task, sentAt }, transfer === undefined ? [] : movedOf(task, transfer));
    return undefined;
  } catch (error) {
    return error instanceof NotMoved ? refusal(error.message) : uncloneable(`input ${task.id}`, task.input, error);
  }
}

class NotMoved extends Error {}

function movedOf({ id, input }: GivenTask, transfer: (input: unknown) => unknown): Transferable[] {
  try {
    const list = transfer(input);
    if (Array.isArray(list)) return list;
    throw new TypeError('it has to give an array of what is to be moved');
  } catch (error) {
    const { name, message } = failureOf(error);
    throw new NotMoved(`transfer of input ${id} failed: ${name}: ${message}`);
  }
}

/** Tells that a task will not come to its own end; `by` names the worker that had it and is gone. */
export function failTask(
  { id: task }: GivenTask,
  reason: Error,
  { emitter, cancellation }: ModelRun,
  by?: { readonly worker: string },
): void {
  if (!cancellation.cancelled) emitter.emit({ type: 'task-failed', ...by, task, error: failureOf(reason) });
}
