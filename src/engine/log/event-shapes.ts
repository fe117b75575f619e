import * as z from 'zod/mini';
import type { Failure, ResultDigest, RunEvent } from '../protocol.ts';
import { amount, json, nanoseconds, type Shape, shapeOf, text, whole } from './shape.ts';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

const optional = z.exactOptional;

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
    type: z.literal('run-started'),
    at: amount,
    protocol: whole,
    model: text,
    pid: whole,
    epoch: nanoseconds,
    runtime: text,
    limit: optional(whole),
    gil: optional(z.literal(true)),
  }),
  'worker-started': shapeOf<EventOf<'worker-started'>>({
    type: z.literal('worker-started'),
    at: amount,
    worker: text,
    kind: z.enum(['loop', 'thread', 'process']),
    pid: whole,
    thread: optional(whole),
    askedAt: z.number(),
  }),
  'task-queued': shapeOf<EventOf<'task-queued'>>({ type: z.literal('task-queued'), at: amount, task: whole }),
  'task-started': shapeOf<EventOf<'task-started'>>({
    type: z.literal('task-started'),
    at: amount,
    worker: text,
    task: whole,
  }),
  progress: shapeOf<EventOf<'progress'>>({
    type: z.literal('progress'),
    at: amount,
    worker: text,
    task: whole,
    done: ofTask,
    total: ofTask,
  }),
  output: shapeOf<EventOf<'output'>>({
    type: z.literal('output'),
    at: amount,
    stream: z.enum(['task', 'stdout', 'stderr']),
    worker: optional(text),
    task: optional(whole),
    text,
    continues: optional(z.literal(true)),
  }),
  wait: shapeOf<EventOf<'wait'>>({
    type: z.literal('wait'),
    at: amount,
    worker: text,
    task: whole,
    kind: z.enum(['sleep', 'io', 'lock', 'gil']),
    us: amount,
  }),
  hold: shapeOf<EventOf<'hold'>>({
    type: z.literal('hold'),
    at: amount,
    worker: text,
    us: amount,
    switched: z.boolean(),
  }),
  usage: shapeOf<EventOf<'usage'>>({
    type: z.literal('usage'),
    at: amount,
    worker: text,
    of: z.enum(['thread', 'process']),
    cpuUs: amount,
    childrenCpuUs: optional(amount),
    runQueueUs: optional(amount),
    voluntarySwitches: optional(whole),
    involuntarySwitches: optional(whole),
    peakBytes: optional(amount),
  }),
  'task-finished': shapeOf<EventOf<'task-finished'>>({
    type: z.literal('task-finished'),
    at: amount,
    worker: text,
    task: whole,
    result,
    measured: optional(json),
  }),
  'task-failed': shapeOf<EventOf<'task-failed'>>({
    type: z.literal('task-failed'),
    at: amount,
    worker: optional(text),
    task: whole,
    error: failure,
  }),
  'worker-exited': shapeOf<EventOf<'worker-exited'>>({
    type: z.literal('worker-exited'),
    at: amount,
    worker: text,
    code: optional(z.number()),
    signal: optional(text),
  }),
  'run-finished': shapeOf<EventOf<'run-finished'>>({
    type: z.literal('run-finished'),
    at: amount,
    end: z.enum(['finished', 'failed', 'stopped', 'timed-out', 'unavailable']),
    reason: optional(text),
  }),
};
