import type { WorkerScope } from './context.ts';
import type { ModelRun } from './model.ts';
import { threadUsage, usageSince } from './usage.ts';

/** Runs `work` on the runner's own event loop, told as the worker `loop`. */
export async function onOwnLoop(
  { emitter, cancellation, foreground }: ModelRun,
  sleeping: WorkerScope['sleeping'],
  work: (scope: WorkerScope) => Promise<void>,
): Promise<void> {
  const id = 'loop';
  emitter.emit({ type: 'worker-started', worker: id, kind: 'loop', pid: process.pid, askedAt: 0 });
  const before = threadUsage();
  await work({ id, emitter, cancellation, sleeping, foreground });
  emitter.emit({ type: 'usage', worker: id, ...usageSince(before) });
  emitter.emit({ type: 'worker-exited', worker: id, code: 0 });
}
