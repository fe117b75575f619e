import { failTask } from '../hand-over.ts';
import type { ModelRun } from '../model.ts';
import { type KindOf, Place, type Shared } from './place.ts';

/**
 * Has all tasks executed by `request.workers` threads or processes, each of which gets the next one
 * when it has told the end of the last. When all places have closed, the tasks that are left fail
 * for the reason that the last of them had.
 */
export async function runOnPool(kindOf: KindOf, run: ModelRun): Promise<void> {
  const { tasks, request } = run;
  const { workers } = request;
  const shared: Shared = { run, kindOf, queue: tasks.values(), workers: 0 };
  const places = Array.from({ length: Math.min(workers, tasks.length) }, () => new Place(shared));
  const reasons = await Promise.all(places.map((place) => place.work()));
  const reason = reasons.find((one) => one !== undefined);
  if (reason !== undefined) for (const task of shared.queue) failTask(task, reason, run);
  // Together, when all is done: the end of one takes time from tasks that still compute.
  await Promise.all(places.map((place) => place.end()));
}
