import { type Transferable, Worker } from 'node:worker_threads';
import { type Entry, entryPath } from '../../entries.ts';
import { describeExit } from '../../exit-reason.ts';
import { refusal } from '../values/uncloneable.ts';
import type { WorkerKind } from './started-worker.ts';

/** A worker thread that runs `entry` with `workerData`, of which it gets `moved` without a copy. */
export function thread(entry: Entry, workerData: object, moved: Transferable[] = []): WorkerKind {
  return {
    title: 'thread',
    start: ({ began, said, failed, exited }) => {
      const worker = new Worker(entryPath(entry), { workerData, transferList: moved });
      worker.on('online', began);
      worker.on('message', said);
      worker.on('messageerror', (error) => said({ unreadable: error.message }));
      worker.on('error', (error) => failed(explain(error as NodeJS.ErrnoException)));
      worker.on('exit', (code) => exited({ code }));
      // A list, even one of nothing, is gone through by what takes it, which a tiny task would notice.
      const send = (message: unknown, parts: Transferable[]) =>
        parts.length === 0 ? worker.postMessage(message) : worker.postMessage(message, parts);
      return { send, kill: () => void worker.terminate() };
    },
  };
}

function explain(error: NodeJS.ErrnoException): Error {
  const { code } = error;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? refusal(`thread ${describeExit({ stderr: code })}`) : error;
}
