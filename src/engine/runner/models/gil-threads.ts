import { newGil } from '../gil/gil.ts';
import type { RunModel } from '../model.ts';
import { runOnThreads } from '../threads.ts';

/** See {@link ModelModule}. */
export const inputs = 'moved';
export const oneWorkerATask = true;

/** One worker thread a task, of which only one at a time runs: who holds the emulated GIL. */
export const run: RunModel = (modelRun) => runOnThreads(modelRun, newGil(modelRun.request.switchIntervalMs));
