import { thread } from '../handle/thread.ts';
import type { RunModel } from '../model.ts';
import { runOnPool } from '../pool/pool.ts';
import type { PoolThreadData } from '../worker-job.ts';

/** See {@link ModelModule}. */
export const inputs = 'moved';

/** A fixed number of worker threads that take the tasks from a queue. */
export const run: RunModel = (modelRun) => {
  const { cell } = modelRun.cancellation;
  return runOnPool((job) => thread('pool-worker.cjs', { ...job, cell } satisfies PoolThreadData), modelRun);
};
