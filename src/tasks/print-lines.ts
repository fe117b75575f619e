import type { TaskContext } from './task.ts';

/** The article's printing task: a line, a sleep, the next line, over and over. Gives how many it printed. */
export async function printLines(
  input: { readonly lines: readonly string[]; readonly howMany: number; readonly delayMs: number },
  context: TaskContext,
): Promise<number> {
  const { lines, howMany, delayMs } = input;
  for (let printed = 0; printed < howMany; printed += 1) {
    context.print(lines[printed % lines.length] ?? '');
    context.progress(printed + 1, howMany);
    if (delayMs > 0) await context.sleep(delayMs);
  }
  return howMany;
}
