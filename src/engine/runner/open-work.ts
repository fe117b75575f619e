import { isMainThread } from 'node:worker_threads';
import type { Failure } from '../protocol.ts';
import type { Emitter } from './emitter.ts';
import { failureOf } from './failure.ts';
import { loadWork, type Work } from './load-work.ts';
import { Printing } from './printing.ts';
import { settled } from './settled.ts';
import { processUsage, threadUsage } from './usage.ts';
import { refusal } from './values/uncloneable.ts';
import { overGrace, type WorkerJob } from './worker-job.ts';

/** The user's own work in a worker: loaded, and set up. */
export interface OpenWork {
  /** Or why there is none: each of the worker's tasks fails with that. */
  readonly task: Work['task'] | { readonly failure: Failure };
  /** What `setup` gave. */
  readonly setup: unknown;
  readonly printing: Printing;
  /** Called with what `setup` gave, at the worker's end. */
  readonly teardown?: Work['teardown'];
}

/** Loads the user's module in this worker, where its tasks are that, and has its `setup` called. Never rejects. */
export async function openWork({ id, work }: WorkerJob, emitter: Emitter): Promise<OpenWork | undefined> {
  if (work === undefined) return undefined;
  const since = emitter.now();
  const printing = new Printing(id, emitter, false);
  try {
    const loaded = await settled(loadWork(work));
    const open = await setUp(loaded, { worker: id, emitter, printing, loadUs: emitter.now() - since });
    // What all of that cost, so that it is not taken for work.
    const usage = isMainThread ? processUsage() : threadUsage();
    if (usage !== undefined) emitter.emit({ type: 'usage', worker: id, ...usage });
    return open;
  } catch (error) {
    return broken(error, `${work.path} could not be loaded`, printing);
  }
}

interface Ready {
  readonly worker: string;
  readonly emitter: Emitter;
  readonly printing: Printing;
  readonly loadUs: number;
}

/** Has the `setup` of a loaded work called, and tells that the worker is ready. Never rejects. */
export async function setUp(work: Work, { worker, emitter, printing, loadUs }: Ready): Promise<OpenWork> {
  const since = emitter.now();
  try {
    const setup = work.setup && (await settled(work.setup()));
    const setupUs = work.setup && { setupUs: emitter.now() - since };
    emitter.emit({ type: 'worker-ready', worker, loadUs, ...setupUs });
    return { task: work.task, setup, printing, teardown: work.teardown };
  } catch (error) {
    return broken(error, 'setup failed', printing);
  }
}

function broken(error: unknown, what: string, printing: Printing): OpenWork {
  const failure = failureOf(error);
  return { task: { failure: { ...failure, message: `${what}: ${failure.message}` } }, setup: undefined, printing };
}

/** So long a `teardown` may take, in ms, less than a worker is given to end when its tasks have. */
const teardownLimitMs = overGrace - 1_000;

/** Has `teardown` called at the end of a worker. One that throws, or does not end, is told of in a line. Never rejects. */
export async function closeWork(work: OpenWork | undefined, worker: string, emitter: Emitter): Promise<void> {
  try {
    if (work?.teardown !== undefined) await inTime(settled(work.teardown(work.setup)));
  } catch (error) {
    const { name, message } = failureOf(error);
    emitter.emit({ type: 'output', stream: 'stderr', worker, text: `teardown failed: ${name}: ${message}` });
  }
}

function inTime(ended: Promise<unknown>): Promise<unknown> {
  const late = Promise.withResolvers<never>();
  const seconds = teardownLimitMs / 1_000;
  const timer = setTimeout(() => late.reject(refusal(`it did not end within ${seconds} s`)), teardownLimitMs).unref();
  return Promise.race([ended, late.promise]).finally(() => clearTimeout(timer));
}
