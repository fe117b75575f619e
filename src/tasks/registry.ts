import { count } from './count.ts';
import { fetchUrl } from './fetch-url.ts';
import { printLines } from './print-lines.ts';
import type { Task } from './task.ts';

const tasks: Readonly<Record<string, Task<never>>> = {
  count,
  'fetch-url': fetchUrl,
  'print-lines': printLines,
};

/** Finds a task by its name; throws when there is none. */
export function findTask(name: string): Task<never> {
  const task = tasks[name];
  if (task === undefined) throw new Error(`no task is called ${name}; there are ${Object.keys(tasks).join(', ')}`);
  return task;
}
