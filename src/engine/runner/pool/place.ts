import { failTask, handOver, jobOf } from '../hand-over.ts';
import { StartedWorker, toldExit, type WorkerKind } from '../handle/started-worker.ts';
import type { ModelRun } from '../model.ts';
import { unreadable } from '../one-task.ts';
import {
  end,
  endOf,
  type GivenTask,
  over,
  overGrace,
  type PoolMessage,
  type Said,
  type WorkerJob,
} from '../worker-job.ts';

/** Gives the kind of worker that a place has, with a job of its own. */
export type KindOf = (job: WorkerJob) => WorkerKind;

/** What the places of a pool share. */
export interface Shared {
  readonly run: ModelRun;
  readonly kindOf: KindOf;
  /** From which each takes one task at a time. */
  readonly queue: Iterator<GivenTask, undefined> & Iterable<GivenTask>;
  /** How many workers the pool has asked for so far. */
  workers: number;
}

/** A task that a worker has; to be settled when it is over, with why it did not come to its own end. */
interface Running {
  readonly task: GivenTask;
  readonly settle: (reason?: Error) => void;
}

/**
 * A place for one worker of a pool. A worker that dies costs the task that it had, and another
 * follows it. One that could not be started, or died before it had begun, is not followed: what
 * kept it may keep the next one too, and the tasks are for places that have a worker.
 */
export class Place {
  readonly #shared: Shared;
  #worker: StartedWorker;
  #running: Running | undefined;

  constructor(shared: Shared) {
    this.#shared = shared;
    this.#worker = this.#start();
  }

  /** Has tasks executed while there are some. Gives why it closed before, where it did. */
  async work(): Promise<Error | undefined> {
    const { queue, run } = this.#shared;
    for (let next = queue.next(); next.value !== undefined; next = queue.next()) {
      if (run.cancellation.cancelled) return undefined;
      if (this.#worker.hasEnded && this.#worker.hasSpoken) this.#worker = this.#start();
      const reason = await this.#execute(next.value);
      if (reason === undefined) continue;
      failTask(next.value, reason, run);
      if (!this.#worker.hasSpoken) return reason;
    }
    return undefined;
  }

  /** Ends its worker. */
  async end(): Promise<void> {
    this.#worker.send(end satisfies PoolMessage);
    this.#worker.endSoon(overGrace);
    await this.#worker.ended;
  }

  #start(): StartedWorker {
    const { run, kindOf } = this.#shared;
    this.#shared.workers += 1;
    const id = `p${this.#shared.workers}`;
    const worker = new StartedWorker(kindOf(jobOf(run, id)), (said) => this.#hear(said));
    void worker.ended.then(({ exit, reason }) => {
      if (exit !== undefined) run.emitter.emit({ type: 'worker-exited', worker: id, ...toldExit(exit) });
      this.#running?.settle(reason);
    });
    return worker;
  }

  #hear(said: Said): void {
    const { results, emitter } = this.#shared.run;
    const at = emitter.now();
    const ended = endOf(said);
    if (said === over) this.#worker.endSoon();
    const running = this.#running;
    if (ended === undefined || running === undefined) return;
    this.#running = undefined;
    if ('result' in ended) results.take(running.task.id, at, ended.result);
    if ('unreadable' in ended) failTask(running.task, unreadable(running.task, ended.unreadable), this.#shared.run);
    running.settle();
  }

  /** Gives why the worker did not come to the task's end, where it did not. */
  #execute(task: GivenTask): Promise<Error | undefined> {
    const { promise, resolve } = Promise.withResolvers<Error | undefined>();
    const worker = this.#worker;
    this.#running = { task, settle: resolve };
    const refusal = handOver(task, this.#shared.run, (given, moved) =>
      worker.send({ task: given } satisfies PoolMessage, moved),
    );
    if (refusal !== undefined) {
      this.#running = undefined;
      failTask(task, refusal, this.#shared.run);
      resolve(undefined);
    } else if (worker.hasEnded) {
      void worker.ended.then(({ reason }) => resolve(reason));
    }
    return promise;
  }
}
