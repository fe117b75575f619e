import { Condition, conditionWords, Mutex, type Words } from './sync.ts';

const mutexAt = 0;
const switchMutexAt = 1;
const lockedAt = 2;
const switchNumberAt = 3;
const lastHolderAt = 4;
const dropRequestAt = 5;
const holderAt = 6;
const conditionAt = 8;
const switchConditionAt = conditionAt + conditionWords;
const size = switchConditionAt + conditionWords;

/** The owner that the parent of the threads is, to a mutex. Threads are numbered from 1. */
const parent = 0x3f_ff_ff_ff;
/** How long the parent waits for a mutex whose owner may have died without being known to have, in ms. */
const parentPatienceMs = 100;

/** What a thread has to know to share a GIL. Survives structured clone. */
export interface GilShare {
  readonly words: Words;
  /** How long a thread waits before it asks the holder to let go, in ms. */
  readonly intervalMs: number;
}

/** A GIL that nobody holds. */
export function newGil(intervalMs: number): GilShare {
  return { words: new Int32Array(new SharedArrayBuffer(size * Int32Array.BYTES_PER_ELEMENT)), intervalMs };
}

/**
 * One thread's side of an emulated Global Interpreter Lock, after CPython's Python/ceval_gil.c
 * (take_gil, drop_gil; the same from 3.2 to 3.13) on Linux: a boolean under a mutex, a condition
 * for those who want it, and a second one for the holder that was asked to let go.
 */
export class Gil {
  readonly #words: Words;
  readonly #intervalMs: number;
  readonly #self: number;
  readonly #mutex: Mutex;
  readonly #condition: Condition;
  readonly #switchMutex: Mutex;
  readonly #switchCondition: Condition;

  /** `self` numbers the thread, from 1. */
  constructor({ words, intervalMs }: GilShare, self: number) {
    this.#words = words;
    this.#intervalMs = intervalMs;
    this.#self = self;
    this.#mutex = new Mutex(words, mutexAt);
    this.#condition = new Condition(words, conditionAt, this.#mutex);
    this.#switchMutex = new Mutex(words, switchMutexAt);
    this.#switchCondition = new Condition(words, switchConditionAt, this.#switchMutex);
  }

  /**
   * Blocks until the thread holds the lock. It waits for a switch interval at a time, and asks the
   * holder to let go when a wait timed out in which the lock never went to another thread. Gives
   * whether the lock was another's before, or undefined when `givesUp` said so first.
   */
  take(givesUp: () => boolean): { readonly switched: boolean } | undefined {
    const words = this.#words;
    this.#mutex.lock(this.#self);
    while (Atomics.load(words, lockedAt) === 1) {
      const switchNumber = Atomics.load(words, switchNumberAt);
      const signalled = this.#condition.wait(this.#self, this.#intervalMs);
      if (givesUp()) {
        this.#mutex.unlock();
        return undefined;
      }
      const stillHeld = Atomics.load(words, lockedAt) === 1;
      if (!signalled && stillHeld && Atomics.load(words, switchNumberAt) === switchNumber) {
        Atomics.store(words, dropRequestAt, 1);
      }
    }
    this.#switchMutex.lock(this.#self);
    Atomics.store(words, lockedAt, 1);
    Atomics.store(words, holderAt, this.#self);
    const switched = Atomics.exchange(words, lastHolderAt, this.#self) !== this.#self;
    if (switched) Atomics.add(words, switchNumberAt, 1);
    this.#switchCondition.signal();
    this.#switchMutex.unlock();
    Atomics.store(words, dropRequestAt, 0);
    this.#mutex.unlock();
    return { switched };
  }

  /**
   * Lets go. Where another thread has asked for it, blocks until one has taken it (forced
   * switching), so that the thread that runs anyway cannot be the first to take it again.
   */
  drop(givesUp: () => boolean): void {
    const words = this.#words;
    this.#mutex.lock(this.#self);
    Atomics.store(words, holderAt, 0);
    Atomics.store(words, lockedAt, 0);
    this.#condition.signal();
    this.#mutex.unlock();
    if (!this.dropRequested) return;
    this.#switchMutex.lock(this.#self);
    // Under this mutex nobody can take the lock unseen, and the parent takes back what a dead thread asked for.
    if (this.dropRequested) {
      const isLast = () => Atomics.load(words, lastHolderAt) === this.#self;
      if (isLast()) Atomics.store(words, dropRequestAt, 0);
      // CPython waits once and without a limit. In slices, so that it is seen when the run is stopped.
      while (isLast() && !givesUp() && !this.#switchCondition.wait(this.#self, this.#intervalMs));
    }
    this.#switchMutex.unlock();
  }

  /** Whether another thread has asked the holder to let go. Costs a few nanoseconds. */
  get dropRequested(): boolean {
    return Atomics.load(this.#words, dropRequestAt) === 1;
  }
}

/**
 * To be called by the parent of a thread that has ended: frees what the thread still held, and
 * lets everyone who waited look again, since a signal may have gone to the dead.
 */
export function releaseAfter({ words }: GilShare, thread: number): void {
  const mutex = new Mutex(words, mutexAt);
  const switchMutex = new Mutex(words, switchMutexAt);
  for (const each of [switchMutex, mutex]) if (each.owner === thread) each.unlock();
  mutex.lock(parent, parentPatienceMs);
  if (Atomics.compareExchange(words, holderAt, thread, 0) === thread) Atomics.store(words, lockedAt, 0);
  new Condition(words, conditionAt, mutex).reset();
  mutex.unlock();
  switchMutex.lock(parent, parentPatienceMs);
  Atomics.compareExchange(words, lastHolderAt, thread, 0);
  Atomics.store(words, dropRequestAt, 0);
  new Condition(words, switchConditionAt, switchMutex).reset();
  switchMutex.unlock();
}
