import type { TaskSpec } from './task.ts';
import { shownUrl } from './urls.ts';
import type { Parameters, Scenario } from './workload.ts';

const all = ['sequential', 'promises', 'threads', 'forks', 'thread-pool', 'process-pool'];
const allPython = ['py-sequential', 'py-asyncio', 'py-threads', 'py-processes', 'py-thread-pool', 'py-process-pool'];
const digits = Array.from('0123456789', (digit) => `Number: ${digit}`);
const letters = Array.from('abcdefghij', (letter) => `Letter: ${letter}`);

/** About 300 ms of counting for JavaScript on a machine of 2026. */
const countSize = 800_000_000;
const articleCount = 10_000_000;

/** About 250 ms of hashing on a machine of 2024. */
const hashSize = 1_500_000;

/** How long the sleeper of `convoy` leaves the others to start, in ms. */
const settleMs = 200;

function series<T>(howMany: number, make: (index: number) => T): T[] {
  return Array.from({ length: howMany }, (_, index) => make(index));
}

function countingTasks({ tasks, size }: Parameters): TaskSpec[] {
  return series(tasks, (id) => ({ id, task: 'count', label: `count ${id + 1}`, input: { n: size } }));
}

function printingTasks({ tasks, size, delayMs }: Parameters): TaskSpec[] {
  return series(tasks, (id) => {
    const source = id % 2 === 0 ? digits : letters;
    const name = id % 2 === 0 ? 'numbers' : 'letters';
    const label = tasks > 2 ? `${name} ${Math.floor(id / 2) + 1}` : name;
    return { id, task: 'print-lines', label, input: { lines: source, howMany: size, delayMs } };
  });
}

function fetchingTasks({ tasks, urls, timeoutMs }: Parameters): TaskSpec[] {
  return series(tasks, (id) => {
    const url = urls[id % urls.length] ?? '';
    const shown = shownUrl(url);
    const input = { url, timeoutMs, ...(shown !== url && { shown }) };
    return { id, task: 'fetch-url', label: `fetch ${id + 1}`, input };
  });
}

/** One that sleeps, last, so that what disturbs it is at work by then; the others count. */
function convoyTasks({ tasks, size, delayMs }: Parameters): TaskSpec[] {
  const hogs = series(tasks - 1, (id): TaskSpec => {
    return { id, task: 'hog', label: `hog ${id + 1}`, input: null, background: true };
  });
  const input = { wakeUps: size, sleepMs: delayMs, settleMs };
  return [...hogs, { id: tasks - 1, task: 'wake-late', label: 'sleeper', input }];
}

function hashingTasks({ tasks, size }: Parameters): TaskSpec[] {
  return series(tasks, (id) => {
    return { id, task: 'hash', label: `hash ${id + 1}`, input: { password: `password ${id + 1}`, iterations: size } };
  });
}

/** The scenarios in the order of their keys. */
export const scenarios: readonly Scenario[] = [
  {
    id: 'interleave',
    runtimes: { node: {}, python: {} },
    defaults: { tasks: 2, size: 10, delayMs: 500, timeoutMs: 5_000 },
    article: { delayMs: 1_000 },
    options: ['size', 'delay'],
    build: printingTasks,
    lesson: {
      title: 'numbers and letters',
      sentence: 'Tasks that mostly sleep: whose lines interleave, and who waits for all at once?',
      order: 'together',
      models: { node: all, python: allPython },
      beside: ['sequential', 'promises', 'threads', 'py-sequential', 'py-asyncio', 'py-threads'],
      knob: 'delayMs',
      closing: 'All tasks completed!',
    },
  },
  {
    id: 'gil',
    runtimes: { node: {}, python: { size: articleCount } },
    defaults: { tasks: 2, size: countSize, delayMs: 0, timeoutMs: 5_000 },
    article: { size: articleCount },
    options: ['size'],
    build: countingTasks,
    lesson: {
      title: 'counting at once',
      sentence: 'Counting in turn and at once: another worker helps if it gets a core.',
      order: 'in-turn',
      models: {
        node: ['sequential', 'promises', 'threads', 'gil-threads', 'forks'],
        python: ['py-sequential', 'py-asyncio', 'py-threads', 'py-processes', 'py-interpreters'],
      },
      beside: ['sequential', 'threads', 'gil-threads', 'forks', 'py-sequential', 'py-threads', 'py-processes'],
      knob: 'size',
      closing: 'Duration: {seconds} seconds',
    },
  },
  {
    id: 'count',
    runtimes: { node: {}, python: { size: articleCount } },
    defaults: { tasks: 10, size: countSize, delayMs: 0, timeoutMs: 5_000 },
    article: { size: articleCount },
    options: ['size'],
    build: countingTasks,
    lesson: {
      title: 'counting tasks',
      sentence: 'Tasks that only compute: as fast as there are cores, and no faster.',
      order: 'in-turn',
      models: { node: all, python: allPython },
      beside: ['sequential', 'threads', 'forks', 'py-sequential', 'py-threads', 'py-processes'],
      knob: 'size',
      closing: 'Duration: {seconds} seconds',
    },
  },
  {
    id: 'fetch',
    runtimes: { node: {}, python: {} },
    defaults: { tasks: 24, size: 1, delayMs: 250, timeoutMs: 5_000 },
    article: {},
    // Names of hosts are looked up on libuv's threads.
    options: ['delay', 'url', 'libuv-threads'],
    needs: 'fetch-server',
    build: fetchingTasks,
    lesson: {
      title: 'fetching URLs',
      sentence: 'Tasks that wait for a server: one event loop can wait for all of them at once.',
      order: 'in-turn',
      models: { node: all, python: allPython },
      beside: ['sequential', 'promises', 'threads', 'py-sequential', 'py-asyncio', 'py-threads'],
      knob: 'delayMs',
      closing: 'Duration: {seconds} seconds',
    },
  },
  {
    id: 'convoy',
    runtimes: { node: {}, python: {} },
    accepts: ['threads', 'gil-threads', 'py-threads'],
    defaults: { tasks: 2, size: 150, delayMs: 1, timeoutMs: 5_000 },
    article: {},
    options: ['size', 'delay'],
    build: convoyTasks,
    lesson: {
      title: 'waking up late',
      sentence: 'A thread that sleeps beside those that compute: a GIL wakes it late.',
      order: 'in-turn',
      models: { node: ['threads', 'gil-threads'], python: ['py-threads'] },
      beside: ['threads', 'gil-threads', 'py-threads'],
      knob: 'size',
      closing: 'Duration: {seconds} seconds',
    },
  },
  {
    id: 'hash',
    runtimes: { node: {}, python: {} },
    defaults: { tasks: 8, size: hashSize, delayMs: 0, timeoutMs: 5_000 },
    article: {},
    options: ['size', 'libuv-threads'],
    usesLibuvPool: true,
    build: hashingTasks,
    lesson: {
      title: 'hashing passwords',
      sentence: 'Computing in native code: it lets go of the GIL, and of the event loop.',
      order: 'in-turn',
      models: {
        node: ['sequential', 'promises', 'threads', 'gil-threads', 'forks'],
        python: ['py-sequential', 'py-asyncio', 'py-threads', 'py-processes'],
      },
      beside: ['sequential', 'promises', 'threads', 'py-sequential', 'py-threads', 'py-processes'],
      knob: 'size',
      closing: 'Duration: {seconds} seconds',
    },
  },
];
