/** What a thread or process of a pool does: the tasks that it is given. */
import { isMainThread, parentPort, threadId, workerData } from 'node:worker_threads';
import type { TaskSpec } from '../../../tasks/task.ts';
import { Cancellation } from '../cancellation.ts';
import { Emitter, failureOf } from '../emitter.ts';
import { execute } from '../execute.ts';
import { Foreground } from '../foreground.ts';
import { dieOfSigterm, onUncaught } from '../process-end.ts';
import { finalProcessUsage, threadUsage } from '../usage.ts';
import { done, end, type PoolMessage, type PoolThreadData, ready, type WorkerJob } from '../worker-job.ts';

const job: WorkerJob & Partial<PoolThreadData> = isMainThread ? JSON.parse(process.argv[2] ?? '{}') : workerData;
const { id, events, epoch, askedAt, cell } = job;
const emitter = new Emitter(events, BigInt(epoch));
const kind = isMainThread ? { kind: 'process' as const } : { kind: 'thread' as const, thread: threadId };
emitter.emit({ type: 'worker-started', worker: id, pid: process.pid, askedAt, ...kind });
tellUsage();
const cancellation = new Cancellation(cell);
let current: TaskSpec | undefined;
if (isMainThread) {
  process.once('SIGTERM', () => {
    cancellation.cancel();
    // A busy one ends when its task has noticed.
    if (current === undefined) dieOfSigterm();
  });
  onUncaught((error) => {
    if (current !== undefined)
      emitter.emit({ type: 'task-failed', worker: id, task: current.id, error: failureOf(error) });
  });
} else {
  cancellation.watch();
}

async function executeTask(task: TaskSpec): Promise<void> {
  current = task;
  await execute(task, { id, emitter, cancellation, sleeping: 'blocking', foreground: new Foreground([task]) });
  current = undefined;
  if (isMainThread && cancellation.cancelled) dieOfSigterm();
}

function tellUsage(): void {
  emitter.emit({ type: 'usage', worker: id, ...(isMainThread ? finalProcessUsage() : threadUsage()) });
}

function say(word: typeof ready | typeof done): void {
  if (parentPort === null) process.send?.(word);
  else parentPort.postMessage(word);
}

(parentPort ?? process).on('message', async (message: PoolMessage) => {
  if (message === end) {
    tellUsage();
    process.exit(0);
  }
  await executeTask(message.task);
  say(done);
});
// Whoever it works for is gone.
process.once('disconnect', () => process.exit(1));
say(ready);
