import type { RuntimeOption } from './runtimes/runtime.ts';
import { type RuntimeId, runtimeOf } from './runtimes/runtimes.ts';

/**
 * What a task shares with the others of its run, and so what goes down with it: all of a
 * `process`, one `thread`, the `pool` that breaks with any of its workers, or `nothing` but the
 * machine.
 */
type Shared = 'process' | 'thread' | 'pool' | 'nothing';

/** A way to run tasks, as data; its code is the file of its id. */
export interface Model {
  readonly id: string;
  readonly runtime: RuntimeId;
  /** One line that explains it. */
  readonly explanation: string;
  /** What the death of one worker takes with it. */
  readonly shared: Shared;
  /** What executes the tasks: one event loop, a worker started for each task, or a pool of workers. */
  readonly workers: 'loop' | 'one-a-task' | 'pool';
  /** What a number behind its name counts: workers alive at once, or tasks under way at once. Absent where it takes none. */
  readonly counts?: 'workers' | 'tasks';
  /** It is like what it is named after for tasks alone that tell of their progress; not shown for others unless asked for. */
  readonly needsProgress?: true;
  /** The oldest version of its runtime that has it, where not every one has. */
  readonly since?: readonly [major: number, minor: number];
  /** What means something to it, beside what does to every model of its runtime. */
  readonly options?: readonly RuntimeOption[];
}

/**
 * Every model, in the order of its pane. A model's code is `runner/models/<id>.ts`, in Python
 * `runner/python/models/<id>.py` with underscores.
 */
export const models: readonly Model[] = [
  {
    id: 'sequential',
    runtime: 'node',
    explanation: 'one task after the other on one event loop; a sleep blocks it',
    shared: 'process',
    workers: 'loop',
  },
  {
    id: 'promises',
    runtime: 'node',
    explanation: 'all tasks at once on one event loop; one callback runs at a time',
    shared: 'process',
    workers: 'loop',
    counts: 'tasks',
  },
  {
    id: 'threads',
    runtime: 'node',
    explanation: 'one worker thread a task, each with its own heap and event loop',
    shared: 'thread',
    workers: 'one-a-task',
    counts: 'workers',
  },
  {
    id: 'gil-threads',
    runtime: 'node',
    explanation: 'one worker thread a task, of which one at a time runs, as under the GIL of CPython',
    shared: 'thread',
    workers: 'one-a-task',
    counts: 'workers',
    needsProgress: true,
    options: ['switch-interval'],
  },
  {
    id: 'forks',
    runtime: 'node',
    explanation: 'one child process a task',
    shared: 'nothing',
    workers: 'one-a-task',
    counts: 'workers',
  },
  {
    id: 'thread-pool',
    runtime: 'node',
    explanation: 'a fixed number of worker threads that take tasks from a queue',
    shared: 'thread',
    workers: 'pool',
    counts: 'workers',
  },
  {
    id: 'process-pool',
    runtime: 'node',
    explanation: 'a fixed number of child processes that take tasks from a queue',
    shared: 'nothing',
    workers: 'pool',
    counts: 'workers',
  },
  {
    id: 'py-sequential',
    runtime: 'python',
    explanation: 'one task after the other on the main thread',
    shared: 'process',
    workers: 'loop',
  },
  {
    id: 'py-asyncio',
    runtime: 'python',
    explanation: 'all tasks at once on one event loop (asyncio.gather); one callback runs at a time',
    shared: 'process',
    workers: 'loop',
    counts: 'tasks',
  },
  {
    id: 'py-threads',
    runtime: 'python',
    explanation: 'one thread a task (threading); where there is a GIL, one of them runs bytecode at a time',
    shared: 'process',
    workers: 'one-a-task',
    counts: 'workers',
  },
  {
    id: 'py-processes',
    runtime: 'python',
    explanation: 'one child process a task (multiprocessing), each with an interpreter of its own',
    shared: 'nothing',
    workers: 'one-a-task',
    counts: 'workers',
  },
  {
    id: 'py-thread-pool',
    runtime: 'python',
    explanation: 'a fixed number of threads that take tasks from a queue (ThreadPoolExecutor)',
    shared: 'process',
    workers: 'pool',
    counts: 'workers',
  },
  {
    id: 'py-process-pool',
    runtime: 'python',
    explanation: 'a fixed number of child processes that take tasks from a queue (ProcessPoolExecutor)',
    shared: 'pool',
    workers: 'pool',
    counts: 'workers',
  },
  {
    id: 'py-interpreters',
    runtime: 'python',
    explanation:
      'a pool of interpreters in one process, which share neither objects nor a GIL (InterpreterPoolExecutor)',
    shared: 'process',
    workers: 'pool',
    counts: 'workers',
    since: [3, 14],
  },
];

/**
 * A lane's name taken apart: `py-threads@3.13:4` is a model, the interpreter's tag, and how many
 * workers may live at once, or how many tasks be under way where they share a loop (`promises:20`).
 */
export interface LaneParts {
  readonly id: string;
  /** Tells one interpreter from another; absent where there is but one. */
  readonly tag?: string;
  /**
   * Size of the pool, or most threads, processes or tasks on a loop at once: see {@link Model.counts}.
   * Absent where the session's own number holds.
   */
  readonly workers?: number;
}

/** The model of the lane called `name`. */
export function findModel(name: string): Model | undefined {
  const { id } = partsOf(name);
  return models.find((model) => model.id === id);
}

/** Whether the runtime of the lane called `name` can have several interpreters, which a tag tells apart. */
export function hasInterpreters(name: string): boolean {
  const runtime = findModel(name)?.runtime;
  return runtime !== undefined && runtimeOf(runtime).namedBy !== undefined;
}

/** The lane that the lane called `name` is compared to: sequential in the same runtime, with the same interpreter. */
export function baselineFor(name: string): string | undefined {
  const runtime = findModel(name)?.runtime;
  const { tag } = partsOf(name);
  return runtime && laneName({ id: runtimeOf(runtime).baseline, ...(tag !== undefined && { tag }) });
}

/** Whether it is the lane that others of its runtime are compared to: one task after the other. */
export function isSequential(name: string): boolean {
  return baselineFor(name) === name;
}

/** What a lane is called. */
export function laneName({ id, tag, workers }: LaneParts): string {
  return `${id}${tag === undefined ? '' : `@${tag}`}${workers === undefined ? '' : `:${workers}`}`;
}

const laneForm = /^([^@:]*)(?:@(.+?))?(?::(\d+))?$/;

/** A lane's name taken apart; one that is of no such form is all id. */
export function partsOf(name: string): LaneParts {
  const [, id = name, tag, workers] = laneForm.exec(name) ?? [];
  return { id, ...(tag !== undefined && { tag }), ...(workers !== undefined && { workers: Number(workers) }) };
}
