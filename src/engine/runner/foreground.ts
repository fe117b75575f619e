import type { TaskSpec } from '../../tasks/task.ts';

type Task = Pick<TaskSpec, 'id' | 'background'>;

/**
 * How many tasks that are not in the background have still to end, kept in memory that the
 * threads of a process share: the count, then one word a task that tells whether it is in it.
 */
export class Foreground {
  readonly cell: Int32Array<SharedArrayBuffer>;

  /** Of `tasks`, or what another thread of the process made of them. */
  constructor(tasks: readonly Task[] | Int32Array<SharedArrayBuffer>) {
    if (tasks instanceof Int32Array) {
      this.cell = tasks;
      return;
    }
    const words = tasks.reduce((most, { id }) => Math.max(most, id + 2), 1);
    this.cell = new Int32Array(new SharedArrayBuffer(words * Int32Array.BYTES_PER_ELEMENT));
    for (const { id, background } of tasks) {
      if (background) continue;
      this.cell[id + 1] = 1;
      this.cell[0] = (this.cell[0] ?? 0) + 1;
    }
  }

  get some(): boolean {
    return Atomics.load(this.cell, 0) > 0;
  }

  /** A task has come to its end. Who dies cannot tell, so that others may: only the first time counts. */
  ended({ id }: Task): void {
    if (Atomics.exchange(this.cell, id + 1, 0) === 1) Atomics.sub(this.cell, 0, 1);
  }
}

/** The same for a task that shares its thread with no other, and its memory with none. */
export class OwnForeground {
  #some: boolean;

  constructor({ background }: Task) {
    this.#some = !background;
  }

  get some(): boolean {
    return this.#some;
  }

  ended(): void {
    this.#some = false;
  }
}
