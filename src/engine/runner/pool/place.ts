import type { TaskSpec } from '../../../tasks/task.ts';
import { failureOf } from '../emitter.ts';
import { StartedWorker, toldExit, type WorkerKind } from '../handle/started-worker.ts';
import type { ModelRun } from '../model.ts';
import { done, end, type PoolMessage, type WorkerJob } from '../worker-job.ts';

/** Gives the kind of worker that a place has, with a job of its own. */
export type KindOf = (job: WorkerJob) => WorkerKind;

/** What the places of a pool share. */
export interface Shared {
  readonly run: ModelRun;
  readonly kindOf: KindOf;
  /** From which each takes one task at a time. */
  readonly queue: Iterator<TaskSpec, undefined> & Iterable<TaskSpec>;
  /** How many workers the pool has asked for so far. */
  workers: number;
}

/**
 * A place for one worker of a pool. A worker that dies costs the task that it had, and another
 * follows it. One that could not be started, or died before it had begun, is not followed: what
 * kept it may keep the next one too, and the tasks are for places that have a worker.
 */
export class Place {
  readonly #shared: Shared;
  #worker: StartedWorker;
  #running: PromiseWithResolvers<void> | undefined;

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
      fail(next.value, reason, run);
      if (!this.#worker.hasSpoken) return reason;
    }
    return undefined;
  }

  /** Ends its worker. */
  async end(): Promise<void> {
    this.#worker.send(end satisfies PoolMessage);
    this.#worker.endSoon();
    await this.#worker.ended;
  }

  #start(): StartedWorker {
    const { run, kindOf } = this.#shared;
    this.#shared.workers += 1;
    const id = `p${this.#shared.workers}`;
    const { request, epoch, emitter } = run;
    const job = { id, events: request.events, epoch: String(epoch), askedAt: emitter.now() };
    const worker = new StartedWorker(kindOf(job), (message) => {
      if (message === done) this.#running?.resolve();
    });
    void worker.ended.then(({ exit }) => {
      if (exit !== undefined) emitter.emit({ type: 'worker-exited', worker: id, ...toldExit(exit) });
    });
    return worker;
  }

  /** Gives why the worker did not come to the task's end, where it did not. */
  #execute(task: TaskSpec): Promise<Error | undefined> {
    const running = Promise.withResolvers<void>();
    this.#running = running;
    this.#worker.send({ task } satisfies PoolMessage);
    return Promise.race([running.promise.then(() => undefined), this.#worker.ended.then(({ reason }) => reason)]);
  }
}

/** Tells that a task will not come to its own end. */
export function fail({ id: task }: TaskSpec, reason: Error, { emitter, cancellation }: ModelRun): void {
  if (!cancellation.cancelled) emitter.emit({ type: 'task-failed', task, error: failureOf(reason) });
}
