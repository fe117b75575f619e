import { type Pool, pool, type WorkerPoolOptions } from 'workerpool';
import { entryPath } from '../entries.ts';
import { describeExit } from '../exit-reason.ts';
import { failureOf } from './emitter.ts';
import type { ModelRun } from './model.ts';
import type { WorkerJob } from './worker-job.ts';

/** What a pool worker is told when it is created; a process gets it as its first argument, in JSON. */
export interface PoolWorkerData extends WorkerJob {
  readonly cell?: Int32Array<SharedArrayBuffer>;
}

/** Has all tasks executed by a pool of `request.workers` threads or processes. */
export async function runOnPool(workerType: 'thread' | 'process', run: ModelRun): Promise<void> {
  const { request, emitter, cancellation } = run;
  const size = Math.min(request.workers, request.tasks.length);
  const workers = createPool(workerType, size, run);
  await Promise.all(
    request.tasks.map(async (task) => {
      try {
        await workers.exec('execute', [task]);
      } catch (error) {
        if (cancellation.cancelled) return;
        emitter.emit({ type: 'task-failed', task: task.id, error: failureOf(explain(error)) });
      }
    }),
  );
  await workers.terminate();
}

function createPool(workerType: 'thread' | 'process', size: number, run: ModelRun): Pool {
  const { request, epoch, emitter, cancellation } = run;
  let created = 0;
  const options: WorkerPoolOptions = {
    workerType,
    minWorkers: size,
    maxWorkers: size,
    onCreateWorker: () => {
      created += 1;
      const job = { id: `p${created}`, events: request.events, epoch: String(epoch), askedAt: emitter.now() };
      return workerType === 'thread'
        ? { workerThreadOpts: { workerData: { ...job, cell: cancellation.cell } } }
        : { forkArgs: [JSON.stringify(job)] };
    },
    onTerminateWorker: ({ forkArgs, workerThreadOpts }) => {
      const { id } = (workerThreadOpts?.workerData ?? JSON.parse(forkArgs?.[0] ?? '{}')) as WorkerJob;
      emitter.emit({ type: 'worker-exited', worker: id });
    },
  };
  return pool(entryPath('pool-worker.cjs'), options);
}

/** A worker that died says so in a text of several lines; what it died of stands in two of them. */
function explain(error: unknown): unknown {
  const { message } = error as Error;
  const code = /exitCode: `(\d+)`/.exec(message)?.[1];
  const signal = /signalCode: `(SIG\w+)`/.exec(message)?.[1];
  if (code === undefined && signal === undefined) return error;
  return new Error(`pool worker ${describeExit({ code: Number(code ?? 0), signal })}`);
}
