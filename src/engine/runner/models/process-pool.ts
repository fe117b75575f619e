import { childProcess } from '../handle/process.ts';
import type { RunModel } from '../model.ts';
import { runOnPool } from '../pool/pool.ts';

/** See {@link ModelModule}. */
export const inputs = 'copied';

/** A fixed number of child processes that take the tasks from a queue. */
export const run: RunModel = (modelRun) =>
  runOnPool((job) => childProcess('pool-worker.cjs', [JSON.stringify(job)]), modelRun);
