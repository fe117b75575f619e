import { chunk, countTo } from './count.ts';
import type { TaskContext } from './task.ts';

/** Counts for as long as the tasks beside it go on, and never sleeps. Measures how far it came. */
export function hog(_: null, context: TaskContext): null {
  let counted = 0;
  while (context.wanted()) {
    counted += countTo(chunk);
    context.progress(0, 1);
  }
  context.measured({ counted });
  return null;
}
