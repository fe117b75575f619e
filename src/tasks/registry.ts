import { count } from './count.ts';
import { fetchUrl } from './fetch-url.ts';
import { hash } from './hash.ts';
import { hog } from './hog.ts';
import { printLines } from './print-lines.ts';
import type { Task, TaskSpec } from './task.ts';
import { wakeLate } from './wake-late.ts';

const tasks: Readonly<Record<string, Task<never>>> = {
  count,
  'fetch-url': fetchUrl,
  hash,
  hog,
  'print-lines': printLines,
  'wake-late': wakeLate,
};

/** The function of a task; rejects when there is none of that name. */
export async function findTask({
  task: name = '',
  module,
}: Partial<Pick<TaskSpec, 'task' | 'module'>>): Promise<Task<never>> {
  const known = module === undefined ? tasks : ((await import(module)) as Record<string, unknown>);
  const task = known[name];
  if (typeof task === 'function') return task as Task<never>;
  throw new Error(`${module ?? 'lanes'} has no task ${name}; it has ${Object.keys(known).join(', ')}`);
}
