import type { RuntimeId } from '../../src/engine/runtimes/runtimes.ts';

/** Work of which it is known beforehand which models can be the fastest, for it was made so. */
export interface Case {
  readonly id: string;
  /** As the command line takes it: a file in `work`, with `#` and the name of the export where it needs one. */
  readonly file: string;
  readonly runtime: RuntimeId;
  readonly tasks: number;
  /** The models that can be within 10 % of the fastest on two cores, whatever their limit or size is. */
  readonly label: readonly string[];
  /** Why these and no others. */
  readonly why: string;
}

/**
 * The labelled set. Labels follow from how the work is made and from what a model is, on two cores. They were
 * written down before the first run; those of the two that block were widened after one, since a process for
 * each task blocks as well as a thread does. Whether an answer is right is judged by times, not by them.
 */
export const cases: readonly Case[] = [
  {
    id: 'long',
    file: 'primes.ts',
    runtime: 'node',
    tasks: 24,
    label: ['thread-pool', 'process-pool'],
    why: 'computes, so two cores halve it; two workers start once, 24 would start 24 times',
  },
  {
    id: 'uneven',
    file: 'distance.ts',
    runtime: 'node',
    tasks: 24,
    label: ['thread-pool', 'process-pool'],
    why: 'computes; the long one comes in the middle, so one worker has it while the other does the rest',
  },
  {
    id: 'sockets',
    file: 'fetch-parts.ts#fetchPart',
    runtime: 'node',
    tasks: 60,
    label: ['promises'],
    why: 'waits for a server 60 times; one loop waits for all at once, and 60 workers start for longer than that',
  },
  {
    id: 'blocking',
    file: 'read-sensor.ts',
    runtime: 'node',
    tasks: 20,
    label: ['threads', 'forks', 'thread-pool', 'process-pool'],
    why: 'blocks its thread without computing: a worker for each task; a pool only if it is as large',
  },
  {
    id: 'libuv',
    file: 'derive-keys.ts',
    runtime: 'node',
    tasks: 24,
    label: ['promises', 'thread-pool', 'process-pool'],
    why: 'computes in libuv’s threads, which take both cores from one loop; two workers do it too',
  },
  {
    id: 'big-input',
    file: 'checksum.ts',
    runtime: 'node',
    tasks: 8,
    label: ['sequential', 'promises'],
    why: 'to copy 20 MB to another thread takes longer than what is done with them',
  },
  {
    id: 'async-computing',
    file: 'simulate.ts#simulate',
    runtime: 'node',
    tasks: 24,
    label: ['thread-pool', 'process-pool'],
    why: 'an async function that only computes gains nothing on one loop; two cores halve it',
  },
  {
    id: 'blocking-async',
    file: 'convert-blocking.ts',
    runtime: 'node',
    tasks: 20,
    label: ['threads', 'forks', 'thread-pool', 'process-pool'],
    why: 'an async function that blocks its thread until a child process has ended: a worker for each task',
  },
  {
    id: 'children',
    file: 'convert.ts',
    runtime: 'node',
    tasks: 20,
    label: ['promises'],
    why: 'child processes that sleep; one loop waits for all of them at once',
  },
  {
    id: 'tiny',
    file: 'slug.ts',
    runtime: 'node',
    tasks: 1_000,
    label: ['sequential', 'promises'],
    why: 'a microsecond each: to hand one over takes longer, and so does the start of any worker',
  },
  {
    id: 'py-long',
    file: 'queens.py',
    runtime: 'python',
    tasks: 24,
    label: ['py-process-pool', 'py-processes', 'py-interpreters'],
    why: 'computes under the GIL: only processes, or interpreters with a GIL each, use both cores',
  },
  {
    id: 'py-short',
    file: 'words.py',
    runtime: 'python',
    tasks: 200,
    label: ['py-process-pool', 'py-interpreters'],
    why: 'computes under the GIL, 2 ms a task: a process for each takes longer to start than that',
  },
  {
    id: 'py-timers',
    file: 'poll.py#poll',
    runtime: 'python',
    tasks: 40,
    label: ['py-asyncio', 'py-threads'],
    why: 'waits for timers; one loop waits for all at once, and threads, each with a loop, cost a millisecond each',
  },
  {
    id: 'py-blocking-sockets',
    file: 'fetch_blocking.py',
    runtime: 'python',
    tasks: 60,
    label: ['py-threads', 'py-thread-pool'],
    why: 'blocks its thread until a server answers: as many threads as tasks; a pool only if it is as large',
  },
  {
    id: 'py-gil-released',
    file: 'derive_keys.py',
    runtime: 'python',
    tasks: 24,
    label: ['py-threads', 'py-thread-pool', 'py-process-pool', 'py-processes', 'py-interpreters'],
    why: 'native code without the GIL: threads use both cores as processes do',
  },
  {
    id: 'py-compress',
    file: 'compress.py',
    runtime: 'python',
    tasks: 16,
    label: ['py-threads', 'py-thread-pool', 'py-process-pool', 'py-processes', 'py-interpreters'],
    why: 'native code without the GIL over 2 MB, which take a millisecond to pass and 50 ms to compress',
  },
  {
    id: 'py-big-result',
    file: 'frames.py',
    runtime: 'python',
    tasks: 8,
    label: ['py-sequential', 'py-asyncio', 'py-threads', 'py-thread-pool'],
    why: 'to pickle 20 MB and read them from a pipe takes longer than to make them; threads pass nothing',
  },
  {
    id: 'py-blocking-async',
    file: 'report_blocking.py#report',
    runtime: 'python',
    tasks: 20,
    label: ['py-threads', 'py-thread-pool'],
    why: 'an async def that blocks holds its loop: as many threads as tasks; a pool only if it is as large',
  },
  {
    id: 'py-children',
    file: 'convert.py',
    runtime: 'python',
    tasks: 20,
    label: ['py-threads', 'py-thread-pool'],
    why: 'blocks its thread until a child process has ended: as many threads as tasks',
  },
  {
    id: 'py-tiny',
    file: 'slug.py',
    runtime: 'python',
    tasks: 1_000,
    label: ['py-sequential'],
    why: 'a microsecond each: to make a coroutine, a thread or a message of it takes longer',
  },
];
