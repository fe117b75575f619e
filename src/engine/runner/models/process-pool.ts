import type { RunModel } from '../model.ts';
import { runOnPool } from '../pool.ts';

/** A fixed number of child processes that take the tasks from a queue. */
export const run: RunModel = (modelRun) => runOnPool('process', modelRun);
