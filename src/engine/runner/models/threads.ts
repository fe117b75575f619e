import type { RunModel } from '../model.ts';
import { runOnThreads } from '../threads.ts';

/** One worker thread a task. */
export const run: RunModel = (modelRun) => runOnThreads(modelRun);
