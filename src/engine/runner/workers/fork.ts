/** What a child process of the model `forks` does: its one task. */
import { Cancellation } from '../cancellation.ts';
import { keepChannel, leaveChannel } from '../channel.ts';
import { Emitter } from '../emitter.ts';
import { execute } from '../execute.ts';
import { failureOf } from '../failure.ts';
import { OwnForeground } from '../foreground.ts';
import { closeWork, openWork } from '../open-work.ts';
import { dieOfSigterm, onUncaught } from '../process-end.ts';
import { finalProcessUsage, processUsage } from '../usage.ts';
import { done, over, ready, type Said, type TaskJob } from '../worker-job.ts';

async function main(job: TaskJob): Promise<void> {
  const { id, events, epoch, askedAt, task } = job;
  const emitter = new Emitter(events, BigInt(epoch));
  emitter.emit({ type: 'worker-started', worker: id, kind: 'process', pid: process.pid, askedAt });
  emitter.emit({ type: 'usage', worker: id, ...processUsage() });
  const cancellation = new Cancellation();
  process.once('SIGTERM', () => cancellation.cancel());
  let isOver = false;
  onUncaught((error) => {
    if (!isOver) emitter.emit({ type: 'task-failed', worker: id, task: task.id, error: failureOf(error) });
  });

  const work = await openWork(job, emitter);
  const scope = { id, emitter, cancellation, sleeping: 'blocking', foreground: new OwnForeground(task) } as const;
  const isHandedBack = await execute(task, { ...scope, ...(work && { work }) }, (result) =>
    say({ word: done, result }),
  );
  isOver = true;
  if (!(isHandedBack || cancellation.cancelled)) say(done);
  await closeWork(work, id, emitter);
  emitter.emit({ type: 'usage', worker: id, ...finalProcessUsage() });
  if (cancellation.cancelled) dieOfSigterm();
  say(over, leaveChannel);
}

function say(said: Said, whenSaid: () => void = () => undefined): void {
  process.send?.(said, whenSaid);
}

keepChannel();
process.once('message', (job: TaskJob) => void main(job));
say(ready);
