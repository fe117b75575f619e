import { forks } from './node/forks.ts';
import type { NodeModel } from './node/parts.ts';
import { piscina } from './node/piscina.ts';
import { processPool } from './node/process-pool.ts';
import { promises } from './node/promises.ts';
import { sequential } from './node/sequential.ts';
import { threadPool } from './node/thread-pool.ts';
import { threads } from './node/threads.ts';

/** The programs of Node by model; one that only emulates something has none. */
export const nodeModels: Readonly<Record<string, NodeModel>> = {
  sequential,
  promises,
  threads,
  forks,
  'thread-pool': threadPool,
  'process-pool': processPool,
};

/** The programs of models by a library, by its name and the model. */
export const libraryModels: Readonly<Record<string, Readonly<Record<string, NodeModel>>>> = {
  piscina: { 'thread-pool': piscina },
};
