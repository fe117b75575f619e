import type { TaskContext } from './task.ts';

/** The article's printing task: one line, a sleep, the next line. Gives how many it printed. */
export async function printLines(
  input: { readonly lines: readonly string[]; readonly delayMs: number },
  context: TaskContext,
): Promise<number> {
  const { lines, delayMs } = input;
  for (const [index, line] of lines.entries()) {
    context.print(line);
    context.progress(index, lines.length);
    await context.sleep(delayMs);
  }
  context.progress(lines.length, lines.length);
  return lines.length;
}
