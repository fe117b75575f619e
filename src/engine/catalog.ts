/** The languages that runs are carried out in; each has a runner of its own. */
export type Runtime = 'node';

/**
 * What a task shares with the others of its run, and so what goes down with it: all of a
 * `process`, one `thread`, or `nothing` but the machine.
 */
type Shared = 'process' | 'thread' | 'nothing';

export interface Model {
  readonly id: string;
  readonly runtime: Runtime;
  /** One line that explains it. */
  readonly explanation: string;
  /** What the death of one worker takes with it. */
  readonly shared: Shared;
  /** What executes the tasks: one event loop, a worker started for each task, or a pool of workers. */
  readonly workers: 'loop' | 'one-a-task' | 'pool';
}

/** Every model, in the order of its pane. A model's code is `runner/models/<id>.ts`. */
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
  },
  {
    id: 'threads',
    runtime: 'node',
    explanation: 'one worker thread a task, each with its own heap and event loop',
    shared: 'thread',
    workers: 'one-a-task',
  },
  {
    id: 'forks',
    runtime: 'node',
    explanation: 'one child process a task',
    shared: 'nothing',
    workers: 'one-a-task',
  },
  {
    id: 'thread-pool',
    runtime: 'node',
    explanation: 'a fixed number of worker threads that take tasks from a queue',
    shared: 'thread',
    workers: 'pool',
  },
  {
    id: 'process-pool',
    runtime: 'node',
    explanation: 'a fixed number of child processes that take tasks from a queue',
    shared: 'nothing',
    workers: 'pool',
  },
];

/** The model to which the others of a runtime are compared. */
export const baselineOf: Readonly<Record<Runtime, string>> = { node: 'sequential' };

/** The model called `id`, or undefined. */
export function findModel(id: string): Model | undefined {
  return models.find((model) => model.id === id);
}
