/** Words of shared memory, addressed by their index. */
export type Words = Int32Array<SharedArrayBuffer>;

/**
 * How often a contended mutex is looked at before its thread sleeps. What it guards takes about a
 * microsecond, falling asleep and being woken takes fifty.
 */
const spins = 1_000;

/**
 * A mutex in one word: 0, or twice the number of its owner, plus 1 when others wait. The owner is
 * kept so that a mutex whose owner has died can be told. A thread that lets go does not hand over:
 * whoever comes first takes it, as with a normal pthread mutex on Linux.
 */
export class Mutex {
  readonly #words: Words;
  readonly #at: number;

  constructor(words: Words, at: number) {
    this.#words = words;
    this.#at = at;
  }

  /** Blocks until it is taken for the thread `owner`, or for `ms`; gives whether it was taken. */
  lock(owner: number, ms = Number.POSITIVE_INFINITY): boolean {
    const taken = owner << 1;
    for (let spin = 0; spin < spins; spin += 1) {
      if (this.#swap(0, taken)) return true;
    }
    const until = performance.now() + ms;
    for (;;) {
      const found = Atomics.load(this.#words, this.#at);
      if (found === 0) {
        // Others may wait beside this thread, so it has to be taken as one that is waited for.
        if (this.#swap(0, taken | 1)) return true;
      } else if ((found & 1) === 1 || this.#swap(found, found | 1)) {
        if (Atomics.wait(this.#words, this.#at, found | 1, until - performance.now()) === 'timed-out') return false;
      }
    }
  }

  unlock(): void {
    const found = Atomics.exchange(this.#words, this.#at, 0);
    if ((found & 1) === 1) Atomics.notify(this.#words, this.#at, 1);
  }

  /** The number of the thread that has it, 0 for none. */
  get owner(): number {
    return Atomics.load(this.#words, this.#at) >> 1;
  }

  #swap(from: number, to: number): boolean {
    return Atomics.compareExchange(this.#words, this.#at, from, to) === from;
  }
}

/** How many words a {@link Condition} takes. */
export const conditionWords = 5;

const signalBits = 0xfff;
const generationShift = 12;

/**
 * How long a waiter looks for a signal before it sleeps, in ms: a few times as long as a holder
 * takes to notice a drop request. See {@link Condition}.
 */
const lookMs = 0.02;

/**
 * A condition variable that chooses whom it wakes as glibc's does (2.25 and later; facts from the
 * comments of nptl/pthread_cond_wait.c), which decides how long a thread waits for the GIL:
 *
 * - Waiters stand in two groups. Signals go to the older one; only when each of its waiters has
 *   had one does the younger take its place. Who waits again after a time-out joins the younger.
 * - A signal is for a group, not for a thread: any waiter of the group may consume it. The kernel
 *   wakes the one that has slept longest, but a waiter that is not asleep yet sees the signal
 *   first, and the woken one, finding none, sleeps on. A thread that has just asked for the GIL
 *   is such a one, since CPython's holder answers within a bytecode, about as long as it takes
 *   to fall asleep. A holder here answers after some microseconds, so a waiter looks that long.
 *
 * Every call must be made with its mutex locked.
 */
export class Condition {
  readonly #words: Words;
  /** A word each for the two groups: their generation, and the signals that nobody has consumed. */
  readonly #groups: number;
  /** A word each: how many waiters of the group have had no signal yet. */
  readonly #sizes: number;
  /** Which of the two is the younger. */
  readonly #younger: number;
  readonly #mutex: Mutex;

  constructor(words: Words, at: number, mutex: Mutex) {
    this.#words = words;
    this.#groups = at;
    this.#sizes = at + 2;
    this.#younger = at + 4;
    this.#mutex = mutex;
  }

  /** Lets go of the mutex of `owner` until signalled or for `ms`, then takes it again; true for a signal. */
  wait(owner: number, ms: number): boolean {
    const words = this.#words;
    const group = words[this.#younger] ?? 0;
    this.#resize(group, 1);
    const generation = this.#generation(group);
    const until = performance.now() + ms;
    this.#mutex.unlock();
    const signalled = this.#consume(group, generation, until);
    this.#mutex.lock(owner);
    if (!signalled) this.#leave(group, generation);
    return signalled;
  }

  /** Lets one waiter go on, if there is one. */
  signal(): void {
    const younger = this.#words[this.#younger] ?? 0;
    let older = 1 - younger;
    if (this.#size(older) === 0) {
      if (this.#size(younger) === 0) return;
      this.#close(older);
      this.#words[this.#younger] = older;
      older = younger;
    }
    this.#resize(older, -1);
    Atomics.add(this.#words, this.#groups + older, 1);
    Atomics.notify(this.#words, this.#groups + older, 1);
  }

  /** Lets all waiters go on and forgets those that have died. */
  reset(): void {
    this.#close(0);
    this.#close(1);
  }

  #consume(group: number, generation: number, until: number): boolean {
    const at = this.#groups + group;
    const lookUntil = performance.now() + lookMs;
    for (;;) {
      const word = Atomics.load(this.#words, at);
      if (word >>> generationShift !== generation) return true;
      if ((word & signalBits) > 0) {
        if (Atomics.compareExchange(this.#words, at, word, word - 1) === word) return true;
        continue;
      }
      const now = performance.now();
      if (now < lookUntil) continue;
      if (now >= until || Atomics.wait(this.#words, at, word, until - now) === 'timed-out') return false;
    }
  }

  /** After a time-out. Who leaves when each of the group has had a signal has had one too: it goes to another. */
  #leave(group: number, generation: number): void {
    const closed = this.#generation(group) !== generation;
    if (closed || this.#size(group) === 0) this.signal();
    else this.#resize(group, -1);
  }

  /** A new generation of the group, without waiters; those of the old one go on. */
  #close(group: number): void {
    this.#words[this.#sizes + group] = 0;
    const next = (this.#generation(group) + 1) << generationShift;
    Atomics.store(this.#words, this.#groups + group, next);
    Atomics.notify(this.#words, this.#groups + group);
  }

  #generation(group: number): number {
    return Atomics.load(this.#words, this.#groups + group) >>> generationShift;
  }

  #size(group: number): number {
    return this.#words[this.#sizes + group] ?? 0;
  }

  #resize(group: number, by: number): void {
    this.#words[this.#sizes + group] = this.#size(group) + by;
  }
}
