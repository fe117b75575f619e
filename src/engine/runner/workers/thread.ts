/** What a thread of the model `threads` does: its one task. */
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { Cancellation } from '../cancellation.ts';
import { Emitter } from '../emitter.ts';
import { execute } from '../execute.ts';
import type { ThreadData } from '../models/threads.ts';
import { threadUsage } from '../usage.ts';
import { done } from '../worker-job.ts';

const { id, events, epoch, askedAt, task, cell } = workerData as ThreadData;
const emitter = new Emitter(events, BigInt(epoch));
emitter.emit({ type: 'worker-started', worker: id, kind: 'thread', pid: process.pid, thread: threadId, askedAt });
const cancellation = new Cancellation(cell);
cancellation.watch();

await execute(task, { id, emitter, cancellation, sleeping: 'blocking' });
emitter.emit({ type: 'usage', worker: id, ...threadUsage() });
parentPort?.postMessage(done);
