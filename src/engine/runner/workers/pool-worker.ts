/** What a thread or process of a pool does: the tasks that it is given. */
import { isMainThread, threadId, workerData } from 'node:worker_threads';
import workerpool from 'workerpool';
import type { TaskSpec } from '../../../tasks/task.ts';
import { Cancellation } from '../cancellation.ts';
import { Emitter, failureOf } from '../emitter.ts';
import { execute } from '../execute.ts';
import { Foreground } from '../foreground.ts';
import type { PoolWorkerData } from '../pool.ts';
import { processUsage, threadUsage } from '../usage.ts';

const job: PoolWorkerData = isMainThread ? JSON.parse(process.argv[2] ?? '{}') : workerData;
const { id, events, epoch, askedAt, cell } = job;
const emitter = new Emitter(events, BigInt(epoch));
const kind = isMainThread ? { kind: 'process' as const } : { kind: 'thread' as const, thread: threadId };
emitter.emit({ type: 'worker-started', worker: id, pid: process.pid, askedAt, ...kind });
tellUsage();
const cancellation = new Cancellation(cell);
let current = -1;
if (isMainThread) {
  process.once('SIGTERM', () => cancellation.cancel());
  process.on('uncaughtExceptionMonitor', (error) => {
    emitter.emit({ type: 'task-failed', worker: id, task: current, error: failureOf(error) });
  });
} else {
  cancellation.watch();
}

function executeTask(task: TaskSpec): Promise<void> {
  current = task.id;
  return execute(task, { id, emitter, cancellation, sleeping: 'blocking', foreground: new Foreground([task]) });
}

function tellUsage(): void {
  emitter.emit({ type: 'usage', worker: id, ...(isMainThread ? processUsage() : threadUsage()) });
}

workerpool.worker({ execute: executeTask }, { onTerminate: tellUsage });
