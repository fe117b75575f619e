/** What a thread that was started for one task does. */
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { Cancellation } from '../cancellation.ts';
import { Emitter } from '../emitter.ts';
import { execute } from '../execute.ts';
import { Foreground } from '../foreground.ts';
import { GilThread } from '../gil/gil-thread.ts';
import type { ThreadData } from '../threads.ts';
import { threadUsage } from '../usage.ts';
import { done } from '../worker-job.ts';

const { id, events, epoch, askedAt, task, cell, foreground, gil: share } = workerData as ThreadData;
const emitter = new Emitter(events, BigInt(epoch));
emitter.emit({ type: 'worker-started', worker: id, kind: 'thread', pid: process.pid, thread: threadId, askedAt });
emitter.emit({ type: 'usage', worker: id, ...threadUsage() });
const cancellation = new Cancellation(cell);
cancellation.watch();
const gil = share && new GilThread({ share, worker: id, task: task.id, emitter, cancellation });

async function main(): Promise<void> {
  await execute(task, {
    id,
    emitter,
    cancellation,
    sleeping: 'blocking',
    foreground: new Foreground(foreground),
    ...(gil !== undefined && { gil }),
  });
  emitter.emit({ type: 'usage', worker: id, ...threadUsage() });
  parentPort?.postMessage(done);
}

void main();
