/**
 * The narrow waist between the dashboard's process and a runner: what a run tells. Every runtime
 * speaks it; the dashboard, the reports and the tests know nothing of a run but this. Each event is
 * described once; its type, the check at the pipe and the check of a log follow from that.
 */
import {
  amount,
  type Described,
  type Description,
  figure,
  json,
  list,
  type Members,
  nanoseconds,
  object,
  optional,
  real,
  text,
  truth,
  whole,
  word,
} from './shape/description.ts';

/** The name of a worker, a model, a signal. */
const name = text(200);
/** What a runner or a worker writes: an event is one write of at most 4,000 bytes. */
const written = text(4_000);
/** What may also come from lanes itself: a piece of the run's stdout, why an interpreter cannot be used. */
const long = text(100_000);

const failure = object({ name: written, message: written, stack: optional(written) });
const resultDigest = object({
  /** JSON text of the value, cut to 200 characters. */
  preview: written,
  /** SHA-256 of the whole JSON text, first 16 hex digits. */
  digest: written,
});

/** Where a result is not that of the first run that had all of them. */
const difference = object({
  /** The lane of that run. */
  lane: name,
  /** The first place in the value at which they differ, such as `.sizes[3]`; empty for the value itself. */
  where: written,
  /** What stands there, as text: of this run, and of that one. */
  own: written,
  other: written,
});

const runEnd = word('finished', 'failed', 'stopped', 'timed-out', 'unavailable');
const workerKind = word('loop', 'thread', 'process');
/** `output`: until lanes had read so much of the full pipe that what the worker tells went into it. */
const waitKind = word('sleep', 'io', 'gil', 'output');

/**
 * All events by their type. `at` is stamped by the one who tells, in microseconds since the run's
 * epoch. A worker's event names its `worker`, one of a task also the `task`.
 */
export const events = {
  'run-started': {
    at: real,
    protocol: whole,
    model: name,
    pid: whole,
    /** The run's epoch on the runner's monotonic clock, in nanoseconds (decimal digits). */
    epoch: nanoseconds,
    /** For example `node 24.1.0`, or `python 3.13.0 (fork)` with how it starts processes. */
    runtime: name,
    /** How many workers may live at once, where the model has such a limit. */
    limit: optional(whole),
    /** Its workers are threads of which the runtime's own lock lets one run at a time: CPython's GIL. */
    gil: optional(word(true)),
    /** For how long a thread waits for that lock before it asks for it, and then again, µs. */
    switchIntervalUs: optional(amount),
    /** How many threads its processes keep for native code: libuv's. */
    libuvThreads: optional(whole),
  },
  'worker-started': {
    at: real,
    worker: name,
    kind: workerKind,
    pid: whole,
    /** Thread id as its runtime counts them. */
    thread: optional(whole),
    /** When it was asked for, perhaps before the epoch; `at` is its first own instruction. */
    askedAt: real,
  },
  /** The user's module is loaded in the worker, and its `setup` is done: it can take tasks. Of lanes' own tasks there is nothing to tell. */
  'worker-ready': {
    at: real,
    worker: name,
    /** How long loading the module took, µs. */
    loadUs: amount,
    /** How long its `setup` took, µs; absent where it has none. */
    setupUs: optional(amount),
  },
  'task-queued': { at: real, task: whole },
  'task-started': {
    at: real,
    worker: name,
    task: whole,
    /** When the runner began to hand its input over; absent where nothing was: the worker had it. */
    sentAt: optional(real),
    /** How large the input was on its way, bytes, where that is known. */
    inputBytes: optional(amount),
  },
  progress: { at: real, worker: name, task: whole, done: figure, total: figure },
  /** A line that a task printed (`stream: task`) or that came out of the run's stdout or stderr. */
  output: {
    at: real,
    stream: word('task', 'stdout', 'stderr'),
    worker: optional(name),
    task: optional(whole),
    text: long,
    /** The line goes on in the next `output` of the same task: it was longer than one write. */
    continues: optional(word(true)),
  },
  /** A wait has begun that will be long: told of it in case its end never is. `at` is that of the `wait`. */
  'wait-begun': { at: real, worker: name, task: whole, kind: waitKind },
  /** A span in which the task waited; `at` is its begin. Told at its end, or when the run is told to stop. */
  wait: {
    at: real,
    worker: name,
    task: whole,
    kind: waitKind,
    /** Its length in microseconds. */
    us: amount,
  },
  /** A span in which a worker held an emulated GIL; `at` is its begin. Told when it is over. */
  hold: {
    at: real,
    worker: name,
    /** Its length in microseconds. */
    us: amount,
    /** Another worker had held it before: the lock has switched. */
    switched: truth,
  },
  /**
   * What a worker used since it began. The worker `run` is the runner's own process with all of its
   * threads: it tells once at the epoch, of what went before, and once at the end.
   */
  usage: {
    at: real,
    worker: name,
    /** Whether the figures are of the worker's thread alone or of its whole process. */
    of: word('thread', 'process'),
    cpuUs: amount,
    /** CPU time of the process's threads for native code, µs; part of that of the process. Where Linux tells of each thread. */
    nativeCpuUs: optional(amount),
    /** Time that these spent runnable but without a core, µs. */
    nativeRunQueueUs: optional(amount),
    /** CPU time of the child processes that it has waited for, in the kernel's accounting, µs. */
    childrenCpuUs: optional(amount),
    /** Time spent runnable but without a core, µs (Linux schedstat only). */
    runQueueUs: optional(amount),
    voluntarySwitches: optional(whole),
    involuntarySwitches: optional(whole),
    /** Peak resident memory of the process, bytes: since it runs this program where Linux tells, else since its start. */
    peakBytes: optional(amount),
  },
  'task-finished': {
    at: real,
    worker: name,
    task: whole,
    /** In logs of protocol 1 alone: since then the runner tells it, see `task-result`. */
    result: optional(resultDigest),
    /** What the task measured: shown with its result, and left out of the comparison of results. */
    measured: optional(json(2_000, 16_384)),
    /** Why its work came to nothing, where it did. */
    unsuccessful: optional(name),
  },
  /** The runner has the result, whole; `at` is when it had it. Told after the run's clock has stopped. */
  'task-result': {
    at: real,
    task: whole,
    result: resultDigest,
    /** How large the result was on its way, bytes, where that is known. */
    bytes: optional(amount),
    differs: optional(difference),
  },
  'task-failed': { at: real, worker: optional(name), task: whole, error: failure },
  'worker-exited': { at: real, worker: name, code: optional(real), signal: optional(name) },
  'run-finished': {
    at: real,
    end: runEnd,
    reason: optional(long),
    /** For how long a quota of CPU time kept its control group from running, µs, on all cores together. */
    throttledUs: optional(amount),
    /** CPU time that the runner used after its clock had stopped, to compare results, µs; in no `usage`. */
    checkCpuUs: optional(amount),
  },
} as const satisfies Readonly<Record<string, Members>>;

/**
 * Lines of the pipe that stand for events of many tasks, by their type: tasks that take no time are told so.
 * A reader makes the events of them.
 */
export const lines = {
  /** A `task-queued` for each. */
  'tasks-queued': { at: real, tasks: list(whole) },
  /**
   * A `task-started` and a `task-finished` for each, one after the other. Of each the task, `at` of its start, `at`
   * of its end, and as far as they are there `sentAt` and `inputBytes`.
   */
  'tasks-ran': { worker: name, tasks: list(list(real)) },
} as const satisfies Readonly<Record<string, Members>>;

/** The names of events. */
export type EventType = keyof typeof events;

/** The event of a type. */
export type EventOf<T extends EventType> = {
  [K in T]: Described<{ type: Description<K> } & (typeof events)[K]>;
}[T];

/** Everything a run tells, in the order in which its workers wrote it. */
export type RunEvent = EventOf<EventType>;

/** A line of output. */
export type Output = EventOf<'output'>;
/** A span in which an emulated GIL was held. */
export type Hold = EventOf<'hold'>;
/** What a worker used. */
export type Usage = EventOf<'usage'>;
/** The last event of a run. */
export type RunFinished = EventOf<'run-finished'>;
/** The first event of a run that got as far. */
export type RunStarted = EventOf<'run-started'>;

/** What executes tasks inside a run. */
export type WorkerKind = EventOf<'worker-started'>['kind'];

/** What a worker waits for, while it cannot use a core. */
export type WaitKind = EventOf<'wait'>['kind'];

/**
 * How a run ended. A run whose tasks failed has still finished; see {@link LaneState}. One that is
 * `unavailable` could not begin: this machine has not what its model needs.
 */
export type RunEnd = RunFinished['end'];

/** An error as it crosses a process boundary. */
export type Failure = EventOf<'task-failed'>['error'];

/** What is kept of a task's return value: enough to show it and to tell whether two are equal. */
export type ResultDigest = EventOf<'task-result'>['result'];

/** Where a result is not that of another run. */
export type ResultDifference = NonNullable<EventOf<'task-result'>['differs']>;
