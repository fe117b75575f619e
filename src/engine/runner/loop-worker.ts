import type { WorkerScope } from './context.ts';
import { execute } from './execute.ts';
import type { ModelRun } from './model.ts';
import { closeWork, setUp } from './open-work.ts';
import { Printing } from './printing.ts';
import { threadUsage, usageSince } from './usage.ts';
import type { GivenTask } from './worker-job.ts';

/** A worker on the runner's own event loop. */
interface OwnLoop {
  readonly sleeping: WorkerScope['sleeping'];
  /** Whether it may have several tasks under way at once. */
  readonly several: boolean;
}

/** Has `work` call `run` for each task on the runner's own event loop, told as the worker `loop`. */
export async function onOwnLoop(
  { emitter, cancellation, foreground, results, work: loaded }: ModelRun,
  { sleeping, several }: OwnLoop,
  work: (run: (task: GivenTask) => Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  const id = 'loop';
  emitter.emit({ type: 'worker-started', worker: id, kind: 'loop', pid: process.pid, askedAt: 0 });
  const before = threadUsage();
  const printing = loaded && new Printing(id, emitter, several);
  // The runner has loaded the module before the epoch.
  const open = loaded && printing && (await setUp(loaded, { worker: id, emitter, printing, loadUs: 0 }));
  const scope = { id, emitter, cancellation, sleeping, foreground, ...(open && { work: open }) };
  await work((task) => execute(task, scope, (result, at) => results.take(task.id, at, result)));
  await closeWork(open, id, emitter);
  const usage = usageSince(before);
  if (usage !== undefined) emitter.emit({ type: 'usage', worker: id, ...usage });
  emitter.emit({ type: 'worker-exited', worker: id, code: 0 });
}
