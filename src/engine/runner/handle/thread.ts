import { Worker } from 'node:worker_threads';
import { type Entry, entryPath } from '../../entries.ts';
import { describeExit } from '../../exit-reason.ts';
import type { WorkerKind } from './started-worker.ts';

/** A worker thread that runs `entry` with `workerData`. */
export function thread(entry: Entry, workerData: object): WorkerKind {
  return {
    title: 'thread',
    start: ({ began, said, failed, exited }) => {
      const worker = new Worker(entryPath(entry), { workerData });
      worker.on('online', began);
      worker.on('message', said);
      worker.on('error', (error) => failed(explain(error as NodeJS.ErrnoException)));
      worker.on('exit', (code) => exited({ code }));
      return { send: (message) => worker.postMessage(message), kill: () => void worker.terminate() };
    },
  };
}

function explain(error: NodeJS.ErrnoException): Error {
  const { code } = error;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Error(`thread ${describeExit({ stderr: code })}`) : error;
}
