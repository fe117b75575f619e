import type { RunModel } from '../model.ts';
import { runOnPool } from '../pool.ts';

/** A fixed number of worker threads that take the tasks from a queue. */
export const run: RunModel = (modelRun) => runOnPool('thread', modelRun);
