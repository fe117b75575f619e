import { mostLibuvThreads } from './options/lane-options.ts';
import { tell } from './tell.ts';

/**
 * How many threads the environment gives libuv, read as libuv does (atoi, at least 1, at most
 * 1,024: `src/threadpool.c`); undefined where it says nothing. Tells of what it takes for a number.
 */
export function libuvThreadsIn(environment: NodeJS.ProcessEnv): number | undefined {
  const given = environment['UV_THREADPOOL_SIZE'];
  if (given === undefined) return undefined;
  const number = Number(/^\s*([+-]?\d+)/.exec(given)?.[1] ?? 0);
  const threads = number < 0 ? mostLibuvThreads : Math.min(mostLibuvThreads, Math.max(1, number));
  if (String(threads) !== given)
    tell(`UV_THREADPOOL_SIZE: got ${JSON.stringify(given)} in the environment, which libuv takes for ${threads}`);
  return threads;
}
