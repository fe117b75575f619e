import { setTimeout as timer } from 'node:timers/promises';
import type { TaskContext } from '../../tasks/task.ts';
import type { WaitKind } from '../protocol.ts';
import type { Cancellation } from './cancellation.ts';
import type { Emitter } from './emitter.ts';
import type { Foreground } from './foreground.ts';
import type { GilThread } from './gil/gil-thread.ts';
import type { Told } from './kept-tasks.ts';
import type { OpenWork } from './open-work.ts';

/** Progress is told at most this often, in ms: about 20 times a second. */
const progressEvery = 50;

/**
 * Calls of `progress` that follow each other within this time, in ms, are too many to read the
 * clock in each of them (50 ns); up to `mostSkipped` of them then go by unseen. Measured: 8,192
 * steps of counting take 4 µs.
 */
const quickMs = 0.05;
const mostSkipped = 15;

/** A sleep as long as this, in ms, is told when it begins: its end is not, should the worker be killed before. */
const longSleep = 50;

/** How a sleep is carried out: it blocks the worker, or is a timer of its event loop. */
type Sleeping = 'blocking' | 'timer';

/** What a worker is, to the tasks that it runs. */
export interface WorkerScope {
  readonly id: string;
  readonly emitter: Emitter;
  readonly cancellation: Cancellation;
  readonly sleeping: Sleeping;
  readonly foreground: Pick<Foreground, 'some' | 'ended'>;
  /** The lock without which the worker may run no task's code, under the model that has one. */
  readonly gil?: GilThread;
  /** The user's own work, where its tasks are that. */
  readonly work?: OpenWork;
}

/** The context, and what `setup` gave in this worker. */
interface LaneContext extends TaskContext {
  readonly setup: unknown;
}

/** A reason longer than this is cut. */
const reasonCharacters = 200;

/**
 * The context of one task in one worker, which writes what the task tells of itself into `told`.
 * Every call that may wait, and every one that tells something, throws once the run is told to stop.
 */
export function createContext(scope: WorkerScope, task: number, told: Told): LaneContext {
  const { id: worker, emitter, cancellation, sleeping, foreground, gil } = scope;
  const throwIfCancelled = () => throwIf(cancellation.cancelled);

  function waited(kind: WaitKind, since: number, us: number): void {
    emitter.emitAt(since, { type: 'wait', worker, task, kind, us });
  }

  return {
    signal: cancellation.signal,
    setup: scope.work?.setup,
    print(line) {
      for (const text of line.split('\n')) emitter.emit({ type: 'output', stream: 'task', worker, task, text });
      throwIfCancelled();
    },
    progress: progressOf(scope, task),
    async sleep(ms) {
      const since = emitter.now();
      if (ms >= longSleep) emitter.emitAt(since, { type: 'wait-begun', worker, task, kind: 'sleep' });
      let woke: number | undefined;
      try {
        if (gil !== undefined) woke = gil.blocking(() => cancellation.block(ms));
        else if (sleeping === 'blocking') cancellation.block(ms);
        else await timer(ms, undefined, { signal: cancellation.signal });
      } finally {
        waited('sleep', since, (woke ?? emitter.now()) - since);
      }
      throwIfCancelled();
    },
    async io(operation) {
      const since = emitter.now();
      const before = gil?.waitedUs ?? 0;
      const end = () => {
        // Told to stop, it may never end: that much of it is told at once, and no more.
        if (!cancellation.onCancel.delete(end)) return;
        const forGil = (gil?.waitedUs ?? 0) - before;
        waited('io', since, emitter.now() - since - forGil);
      };
      cancellation.onCancel.add(end);
      try {
        return await operation;
      } finally {
        end();
      }
    },
    wanted: () => foreground.some,
    measured(figures) {
      told.measured = figures;
    },
    unsuccessful(reason) {
      told.unsuccessful = reason.slice(0, reasonCharacters);
    },
  };
}

/** A task may call anything its progress: what is no number is 0, and what is too large the most that can be told. */
function figure(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 0;
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
}

function throwIf(isCancelled: boolean): void {
  if (isCancelled) throw new DOMException('The run was stopped', 'AbortError');
}

/** What tells how far a task is: called in each step of a loop, it looks at the clock in some of them and tells now and then. */
function progressOf({ id: worker, emitter, cancellation, gil }: WorkerScope, task: number): TaskContext['progress'] {
  let toldAt = Number.NEGATIVE_INFINITY;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let toSkip = 0;
  let skipped = 0;
  return (done, total) => {
    gil?.checkpoint();
    if (skipped < toSkip) {
      skipped += 1;
      return;
    }
    const now = performance.now();
    toSkip = now - lookedAt < quickMs * (toSkip + 1) ? mostSkipped : 0;
    lookedAt = now;
    skipped = 0;
    if (now - toldAt < progressEvery) return;
    toldAt = now;
    throwIf(cancellation.cancelled);
    emitter.emit({ type: 'progress', worker, task, done: figure(done), total: figure(total) });
  };
}
