/** What a thread that was started for one task does. */
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { Cancellation } from '../cancellation.ts';
import { keepChannel } from '../channel.ts';
import { Emitter } from '../emitter.ts';
import { execute } from '../execute.ts';
import { Foreground } from '../foreground.ts';
import { GilThread } from '../gil/gil-thread.ts';
import { closeWork, openWork } from '../open-work.ts';
import type { ThreadData } from '../threads.ts';
import { threadUsage } from '../usage.ts';
import { done, over, type Said } from '../worker-job.ts';

const { id, events, epoch, askedAt, task, cell, foreground, gil: share } = workerData as ThreadData;
const emitter = new Emitter(events, BigInt(epoch));
emitter.emit({ type: 'worker-started', worker: id, kind: 'thread', pid: process.pid, thread: threadId, askedAt });
tellUsage();
const cancellation = new Cancellation(cell);
cancellation.watch();
const gil = share && new GilThread({ share, worker: id, task: task.id, emitter, cancellation });

async function main(): Promise<void> {
  const work = await openWork(workerData as ThreadData, emitter);
  const isHandedBack = await execute(
    task,
    {
      id,
      emitter,
      cancellation,
      sleeping: 'blocking',
      foreground: new Foreground(foreground),
      ...(gil !== undefined && { gil }),
      ...(work !== undefined && { work }),
    },
    (result) => say({ word: done, result }),
  );
  if (!isHandedBack) say(done);
  await closeWork(work, id, emitter);
  tellUsage();
  say(over);
}

function tellUsage(): void {
  const usage = threadUsage();
  if (usage !== undefined) emitter.emit({ type: 'usage', worker: id, ...usage });
}

function say(said: Said): void {
  parentPort?.postMessage(said);
}

keepChannel();
void main();
