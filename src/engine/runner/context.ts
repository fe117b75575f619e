import { setTimeout as timer } from 'node:timers/promises';
import type { TaskContext } from '../../tasks/task.ts';
import type { WaitKind } from '../protocol.ts';
import type { Cancellation } from './cancellation.ts';
import type { Emitter } from './emitter.ts';

/** Progress is told at most this often, in ms: about 20 times a second. */
const progressEvery = 50;

/** How a sleep is carried out: it blocks the worker, or is a timer of its event loop. */
type Sleeping = 'blocking' | 'timer';

/** What a worker is, to the tasks that it runs. */
export interface WorkerScope {
  readonly id: string;
  readonly emitter: Emitter;
  readonly cancellation: Cancellation;
  readonly sleeping: Sleeping;
}

/** The context of one task in one worker. Every call throws once the run is told to stop. */
export function createContext(scope: WorkerScope, task: number): TaskContext {
  const { id: worker, emitter, cancellation, sleeping } = scope;
  let toldAt = Number.NEGATIVE_INFINITY;

  function throwIfCancelled(): void {
    if (cancellation.cancelled) throw new DOMException('The run was stopped', 'AbortError');
  }

  function waited(kind: WaitKind, since: number): void {
    emitter.emitAt(since, { type: 'wait', worker, task, kind, us: emitter.now() - since });
  }

  return {
    signal: cancellation.signal,
    print(line) {
      for (const text of line.split('\n')) emitter.emit({ type: 'output', stream: 'task', worker, task, text });
      throwIfCancelled();
    },
    progress(done, total) {
      const now = performance.now();
      if (now - toldAt < progressEvery) return;
      toldAt = now;
      throwIfCancelled();
      emitter.emit({ type: 'progress', worker, task, done, total });
    },
    async sleep(ms) {
      const since = emitter.now();
      if (sleeping === 'blocking') cancellation.block(ms);
      else await timer(ms, undefined, { signal: cancellation.signal });
      throwIfCancelled();
      waited('sleep', since);
    },
    async io(operation) {
      const since = emitter.now();
      try {
        return await operation;
      } finally {
        waited('io', since);
      }
    },
  };
}
