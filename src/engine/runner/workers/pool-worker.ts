/** What a thread or process of a pool does: the tasks that it is given. */
import { isMainThread, parentPort, threadId, workerData } from 'node:worker_threads';
import { Cancellation } from '../cancellation.ts';
import { keepChannel } from '../channel.ts';
import type { WorkerScope } from '../context.ts';
import { Emitter } from '../emitter.ts';
import { execute } from '../execute.ts';
import { failureOf } from '../failure.ts';
import { OwnForeground } from '../foreground.ts';
import { closeWork, type OpenWork, openWork } from '../open-work.ts';
import { dieOfSigterm, onUncaught } from '../process-end.ts';
import { keptAliveBy } from '../settled.ts';
import { finalProcessUsage, threadUsage } from '../usage.ts';
import {
  done,
  end,
  type GivenTask,
  over,
  type PoolMessage,
  type PoolThreadData,
  ready,
  type Said,
  type WorkerJob,
} from '../worker-job.ts';

const job: WorkerJob & Partial<PoolThreadData> = isMainThread ? JSON.parse(process.argv[2] ?? '{}') : workerData;
const { id, events, epoch, askedAt, cell } = job;
// What a task finds there is the same under every model.
process.argv.splice(2);
const emitter = new Emitter(events, BigInt(epoch));
const kind = isMainThread ? { kind: 'process' as const } : { kind: 'thread' as const, thread: threadId };
emitter.emit({ type: 'worker-started', worker: id, pid: process.pid, askedAt, ...kind });
tellUsage();
const cancellation = new Cancellation(cell);
let current: GivenTask | undefined;
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

keepChannel();
keptAliveBy(parentPort ?? process.channel);
let work: OpenWork | undefined;
const opened = openWork(job, emitter).then((open) => {
  work = open;
});
const port = parentPort ?? process;
const bare: Omit<WorkerScope, 'foreground'> = { id, emitter, cancellation, sleeping: 'blocking' };

async function executeTask(task: GivenTask): Promise<void> {
  current = task;
  if (work === undefined) await opened;
  const scope = { ...bare, foreground: new OwnForeground(task), ...(work && { work }) };
  const isHandedBack = await execute(task, scope, (result) => say({ word: done, result }));
  current = undefined;
  if (isMainThread && cancellation.cancelled) dieOfSigterm();
  if (!isHandedBack) say(done);
}

async function finish(): Promise<never> {
  await opened;
  await closeWork(work, id, emitter);
  tellUsage();
  say(over);
  process.exit(0);
}

function tellUsage(): void {
  const usage = isMainThread ? finalProcessUsage() : threadUsage();
  if (usage !== undefined) emitter.emit({ type: 'usage', worker: id, ...usage });
}

function say(said: Said): void {
  if (parentPort === null) process.send?.(said);
  else parentPort.postMessage(said);
}

port.on('message', (message: PoolMessage) => void (message === end ? finish() : executeTask(message.task)));
// Whoever it works for is gone.
process.once('disconnect', () => process.exit(1));
say(ready);
