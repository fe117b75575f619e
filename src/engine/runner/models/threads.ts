import type { RunModel } from '../model.ts';
import { runOnThreads } from '../threads.ts';

/** See {@link ModelModule}. */
export const inputs = 'moved';
export const oneWorkerATask = true;

/** One worker thread a task. */
export const run: RunModel = (modelRun) => runOnThreads(modelRun);
