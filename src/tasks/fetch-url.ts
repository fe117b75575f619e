import { get } from './http/http-get.ts';
import type { Json, TaskContext } from './task.ts';

/**
 * The article's I/O-bound task: fetches one URL and prints its status, or why there is none.
 * A URL that cannot be fetched is a result, told as unsuccessful; that this machine cannot fetch is
 * a failure of the task. `shown` is the URL without what is nobody's business, where it has such a thing.
 */
export async function fetchUrl(
  input: { readonly url: string; readonly timeoutMs: number; readonly shown?: string },
  context: TaskContext,
): Promise<Json> {
  const { url, timeoutMs, shown = url } = input;
  const fetched = await context.io(get(url, timeoutMs, context.signal));
  if ('error' in fetched) {
    context.unsuccessful(fetched.error);
    context.print(`Error fetching ${shown}: ${fetched.error}`);
  } else {
    context.print(`Fetched ${shown} with status: ${fetched.status}`);
  }
  return fetched;
}
