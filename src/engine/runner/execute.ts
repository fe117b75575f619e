import { findTask } from '../../tasks/registry.ts';
import type { Failure } from '../protocol.ts';
import { createContext, type WorkerScope } from './context.ts';
import { failureOf } from './failure.ts';
import type { Told } from './kept-tasks.ts';
import { settled } from './settled.ts';
import { uncloneable } from './values/uncloneable.ts';
import type { GivenTask } from './worker-job.ts';

/** Gives the runner a result, which the task has since `at`; throws where it cannot be passed on. */
export type HandBack = (result: unknown, at: number) => void;

/**
 * Runs one task in this worker, hands its result back and tells how it went. Never rejects: a task
 * that throws has failed; one that ends because the run was stopped tells nothing more. Gives
 * whether a result was handed back.
 */
export async function execute(given: GivenTask, scope: WorkerScope, handBack: HandBack): Promise<boolean> {
  const { id: worker, emitter, cancellation, foreground, gil, work } = scope;
  const { id: task } = given;
  const told: Told = {};
  emitter.tellStart(worker, given, emitter.now());
  gil?.enter();
  try {
    const begun = begin(given, scope, told);
    const value = isThenable(begun) ? await settled(begun) : begun;
    const at = emitter.now();
    pass(task, value, () => handBack(value, at));
    gil?.tell();
    work?.printing.ended(task, at);
    emitter.tellEnd(worker, task, at, told);
    return true;
  } catch (error) {
    gil?.tell();
    work?.printing.ended(task, emitter.now());
    if (!cancellation.cancelled) emitter.emit({ type: 'task-failed', worker, task, error: toldFailure(error) });
    return false;
  } finally {
    gil?.leave();
    foreground.ended(given);
  }
}

/** Calls the task's function; what gives a value at once is not made to wait for a turn of the loop. */
function begin(given: GivenTask, scope: WorkerScope, told: Told): unknown {
  const { work } = scope;
  const context = createContext(scope, given.id, told);
  if (work === undefined) return findTask(given).then((run) => run(given.input as never, context));
  const { task } = work;
  if (typeof task !== 'function') throw new Unable(task.failure);
  return work.printing.during(given.id, () => task(given.input, context));
}

/** The user's module cannot be used in this worker. */
class Unable extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

function toldFailure(error: unknown): Failure {
  return isUnable(error) ? error.failure : failureOf(error);
}

/** Of what a task has thrown even that question can throw. */
function isUnable(error: unknown): error is Unable {
  try {
    return error instanceof Unable;
  } catch {
    return false;
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function';
}

function pass(task: number, value: unknown, handBack: () => void): void {
  try {
    handBack();
  } catch (error) {
    throw uncloneable(`result of input ${task}`, value, error);
  }
}
