import { forks } from './node/forks.ts';
import type { NodeModel } from './node/parts.ts';
import { piscina } from './node/piscina.ts';
import { processPool } from './node/process-pool.ts';
import { promises } from './node/promises.ts';
import { sequential } from './node/sequential.ts';
import { threadPool } from './node/thread-pool.ts';
import { threads } from './node/threads.ts';
import { asyncio } from './python/asyncio.ts';
import { interpreters } from './python/interpreters.ts';
import type { PythonModel } from './python/parts.ts';
import { processPool as pyProcessPool } from './python/process-pool.ts';
import { processes } from './python/processes.ts';
import { sequential as pySequential } from './python/sequential.ts';
import { threadPool as pyThreadPool } from './python/thread-pool.ts';
import { threads as pyThreads } from './python/threads.ts';

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

/** The programs of Python by model. */
export const pythonModels: Readonly<Record<string, PythonModel>> = {
  'py-sequential': pySequential,
  'py-asyncio': asyncio,
  'py-threads': pyThreads,
  'py-processes': processes,
  'py-thread-pool': pyThreadPool,
  'py-process-pool': pyProcessPool,
  'py-interpreters': interpreters,
};
