import type { TaskContext } from './task.ts';

/** Between two looks at the context, which is where a thread lets go of an emulated GIL: about 4 µs of counting. */
export const chunk = 1 << 13;

/** The article's CPU-bound task: adds one, `n` times. Gives the count. */
export function count(input: { readonly n: number }, context: TaskContext): number {
  const { n } = input;
  let total = 0;
  while (total < n) {
    total += countTo(Math.min(chunk, n - total));
    context.progress(total, n);
  }
  context.print(`Task completed with count = ${total}`);
  return total;
}

/** Adds one, `n` times. */
export function countTo(n: number): number {
  let counted = 0;
  for (let i = 0; i < n; i += 1) counted += 1;
  return counted;
}
