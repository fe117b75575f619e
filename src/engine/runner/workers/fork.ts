/** What a child process of the model `forks` does: its one task. */
import { Cancellation } from '../cancellation.ts';
import { Emitter, failureOf } from '../emitter.ts';
import { execute } from '../execute.ts';
import { Foreground } from '../foreground.ts';
import { dieOfSigterm, onUncaught } from '../process-end.ts';
import { finalProcessUsage, processUsage } from '../usage.ts';
import { done, ready, type TaskJob } from '../worker-job.ts';

async function main({ id, events, epoch, askedAt, task }: TaskJob): Promise<void> {
  const emitter = new Emitter(events, BigInt(epoch));
  emitter.emit({ type: 'worker-started', worker: id, kind: 'process', pid: process.pid, askedAt });
  emitter.emit({ type: 'usage', worker: id, ...processUsage() });
  const cancellation = new Cancellation();
  process.once('SIGTERM', () => cancellation.cancel());
  let isOver = false;
  onUncaught((error) => {
    if (!isOver) emitter.emit({ type: 'task-failed', worker: id, task: task.id, error: failureOf(error) });
  });

  await execute(task, { id, emitter, cancellation, sleeping: 'blocking', foreground: new Foreground([task]) });
  isOver = true;
  emitter.emit({ type: 'usage', worker: id, ...finalProcessUsage() });
  if (cancellation.cancelled) dieOfSigterm();
  process.send?.(done, () => process.disconnect());
}

process.once('message', (job: TaskJob) => void main(job));
process.send?.(ready);
