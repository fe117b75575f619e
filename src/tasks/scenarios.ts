import type { TaskSpec } from './task.ts';

/** What a scenario's tasks are made from. A scenario reads those it needs. */
export interface Parameters {
  readonly tasks: number;
  /** How much work one task is: what to count to, or how many lines to print. */
  readonly size: number;
  /** The sleep after each line, or the longest answer time of the built-in server. */
  readonly delayMs: number;
  readonly urls: readonly string[];
  readonly timeoutMs: number;
}

/** Whether the lanes of a scenario run at the same time or one after the other. */
export type LaneOrder = 'together' | 'in-turn';

/** What `[` and `]` change in the dashboard, and how a scenario's amount of work is worded. */
type Knob = 'size' | 'delayMs';

/** What a scenario is in Python; all else is as in Node. */
interface InPython {
  /** Run when Python's models alone are wanted. */
  readonly models: readonly string[];
  /** Run when both runtimes' are: few enough for the lesson to be seen in one screen. */
  readonly besideNode: readonly string[];
  /** How much work a task is, where Node's would take Python too long. */
  readonly size?: number;
}

export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** What one sees in it, in one sentence. */
  readonly lesson: string;
  /** `in-turn` for work that needs the cores: together the lanes would disturb each other. */
  readonly order: LaneOrder;
  readonly models: readonly string[];
  /** Absent for a scenario that has no tasks in Python. */
  readonly python?: InPython;
  /** The only models that can run it: its tasks have to share memory. Absent for any. */
  readonly accepts?: readonly string[];
  readonly defaults: Omit<Parameters, 'urls'>;
  /** What `--size article` sets: the article's own figures. */
  readonly article: Partial<Parameters>;
  readonly knob: Knob;
  /** Said by each lane when all its tasks are done; `{seconds}` is its duration. */
  readonly closing: string;
  /** A server that has to run beside it, unless the user gave URLs. */
  readonly needs?: 'fetch-server';
  /** Each task under way in Node occupies a thread of libuv's pool. */
  readonly usesLibuvPool?: true;
  readonly build: (parameters: Parameters) => TaskSpec[];
}

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
    return { id, task: 'fetch-url', label: `fetch ${id + 1}`, input: { url, timeoutMs } };
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

/** The scenarios in the order of their keys 1 to 9. */
export const scenarios: readonly Scenario[] = [
  {
    id: 'interleave',
    title: 'numbers and letters',
    lesson: 'Two tasks that mostly sleep: whose lines interleave, who takes half the time?',
    order: 'together',
    models: all,
    python: {
      models: allPython,
      besideNode: ['sequential', 'promises', 'threads', 'py-sequential', 'py-asyncio', 'py-threads'],
    },
    defaults: { tasks: 2, size: 10, delayMs: 500, timeoutMs: 5_000 },
    article: { delayMs: 1_000 },
    knob: 'delayMs',
    closing: 'All tasks completed!',
    build: printingTasks,
  },
  {
    id: 'gil',
    title: 'counting twice',
    lesson: 'Counting twice, in turn and at once: a second worker helps if it gets a core.',
    order: 'in-turn',
    models: ['sequential', 'promises', 'threads', 'gil-threads', 'forks'],
    python: {
      models: ['py-sequential', 'py-asyncio', 'py-threads', 'py-processes', 'py-interpreters'],
      besideNode: ['sequential', 'threads', 'gil-threads', 'forks', 'py-sequential', 'py-threads', 'py-processes'],
      size: articleCount,
    },
    defaults: { tasks: 2, size: countSize, delayMs: 0, timeoutMs: 5_000 },
    article: { size: articleCount },
    knob: 'size',
    closing: 'Duration: {seconds} seconds',
    build: countingTasks,
  },
  {
    id: 'count',
    title: 'counting tasks',
    lesson: 'Ten tasks that only compute: as fast as there are cores, and no faster.',
    order: 'in-turn',
    models: all,
    python: {
      models: allPython,
      besideNode: ['sequential', 'threads', 'forks', 'py-sequential', 'py-threads', 'py-processes'],
      size: articleCount,
    },
    defaults: { tasks: 10, size: countSize, delayMs: 0, timeoutMs: 5_000 },
    article: { size: articleCount },
    knob: 'size',
    closing: 'Duration: {seconds} seconds',
    build: countingTasks,
  },
  {
    id: 'fetch',
    title: 'fetching URLs',
    lesson: 'Tasks that wait for a server: one event loop can wait for all of them at once.',
    order: 'in-turn',
    models: all,
    python: {
      models: allPython,
      besideNode: ['sequential', 'promises', 'threads', 'py-sequential', 'py-asyncio', 'py-threads'],
    },
    defaults: { tasks: 24, size: 1, delayMs: 250, timeoutMs: 5_000 },
    article: {},
    knob: 'delayMs',
    closing: 'Duration: {seconds} seconds',
    needs: 'fetch-server',
    build: fetchingTasks,
  },
  {
    id: 'convoy',
    title: 'waking up late',
    lesson: 'One thread sleeps 1 ms beside one that computes: a GIL wakes it 5 ms late.',
    order: 'in-turn',
    models: ['threads', 'gil-threads'],
    accepts: ['threads', 'gil-threads', 'py-threads'],
    python: { models: ['py-threads'], besideNode: ['threads', 'gil-threads', 'py-threads'] },
    defaults: { tasks: 2, size: 150, delayMs: 1, timeoutMs: 5_000 },
    article: {},
    knob: 'size',
    closing: 'Duration: {seconds} seconds',
    build: convoyTasks,
  },
  {
    id: 'hash',
    title: 'hashing passwords',
    lesson: 'Computing in native code: it lets go of the GIL, and of the event loop.',
    order: 'in-turn',
    models: ['sequential', 'promises', 'threads', 'gil-threads', 'forks'],
    python: {
      models: ['py-sequential', 'py-asyncio', 'py-threads', 'py-processes'],
      besideNode: ['sequential', 'promises', 'threads', 'py-sequential', 'py-threads', 'py-processes'],
    },
    defaults: { tasks: 8, size: hashSize, delayMs: 0, timeoutMs: 5_000 },
    article: {},
    knob: 'size',
    closing: 'Duration: {seconds} seconds',
    usesLibuvPool: true,
    build: hashingTasks,
  },
];
