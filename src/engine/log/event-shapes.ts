import * as z from 'zod/mini';
import type { Failure, ResultDigest, RunEvent } from '../protocol.ts';
import {
  amount,
  json,
  nanoseconds,
  only,
  optional,
  real,
  type Shape,
  shapeOf,
  text,
  truth,
  whole,
  words,
} from '../shape/shape.ts';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/** What a task tells may be no number at all, which JSON writes as null. */
const ofTask: Shape<number> = z.pipe(
  z.nullable(z.number()),
  z.transform((told) => told ?? 0),
);

const failure = shapeOf<Failure>({ name: text, message: text, stack: optional(text) });
const result = shapeOf<ResultDigest>({ preview: text, digest: text });

/** What each event of a log has to be. A new event has to be added here, or this does not compile. */
export const eventShapes: { readonly [T in RunEvent['type']]: Shape<EventOf<T>> } = {
  'run-started': shapeOf<EventOf<'run-started'>>({
    type: only('run-started'),
    at: amount,
    protocol: whole,
    model: text,
    pid: whole,
    epoch: nanoseconds,
    runtime: text,
    limit: optional(whole),
    gil: optional(only(true)),
  }),
  'worker-started': shapeOf<EventOf<'worker-started'>>({
    type: only('worker-started'),
    at: amount,
    worker: text,
    kind: words('loop', 'thread', 'process'),
    pid: whole,
    thread: optional(whole),
    askedAt: real,
  }),
  'task-queued': shapeOf<EventOf<'task-queued'>>({ type: only('task-queued'), at: amount, task: whole }),
  'task-started': shapeOf<EventOf<'task-started'>>({
    type: only('task-started'),
    at: amount,
    worker: text,
    task: whole,
  }),
  progress: shapeOf<EventOf<'progress'>>({
    type: only('progress'),
    at: amount,
    worker: text,
    task: whole,
    done: ofTask,
    total: ofTask,
  }),
  output: shapeOf<EventOf<'output'>>({
    type: only('output'),
    at: amount,
    stream: words('task', 'stdout', 'stderr'),
    worker: optional(text),
    task: optional(whole),
    text,
    continues: optional(only(true)),
  }),
  wait: shapeOf<EventOf<'wait'>>({
    type: only('wait'),
    at: amount,
    worker: text,
    task: whole,
    kind: words('sleep', 'io', 'lock', 'gil'),
    us: amount,
  }),
  hold: shapeOf<EventOf<'hold'>>({
    type: only('hold'),
    at: amount,
    worker: text,
    us: amount,
    switched: truth,
  }),
  usage: shapeOf<EventOf<'usage'>>({
    type: only('usage'),
    at: amount,
    worker: text,
    of: words('thread', 'process'),
    cpuUs: amount,
    childrenCpuUs: optional(amount),
    runQueueUs: optional(amount),
    voluntarySwitches: optional(whole),
    involuntarySwitches: optional(whole),
    peakBytes: optional(amount),
  }),
  'task-finished': shapeOf<EventOf<'task-finished'>>({
    type: only('task-finished'),
    at: amount,
    worker: text,
    task: whole,
    result,
    measured: optional(json),
  }),
  'task-failed': shapeOf<EventOf<'task-failed'>>({
    type: only('task-failed'),
    at: amount,
    worker: optional(text),
    task: whole,
    error: failure,
  }),
  'worker-exited': shapeOf<EventOf<'worker-exited'>>({
    type: only('worker-exited'),
    at: amount,
    worker: text,
    code: optional(real),
    signal: optional(text),
  }),
  'run-finished': shapeOf<EventOf<'run-finished'>>({
    type: only('run-finished'),
    at: amount,
    end: words('finished', 'failed', 'stopped', 'timed-out', 'unavailable'),
    reason: optional(text),
  }),
};
