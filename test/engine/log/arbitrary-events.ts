import fc from 'fast-check';
import type { RunEvent } from '../../../src/engine/protocol.ts';

const at = fc.double({ min: 0, max: Number.MAX_SAFE_INTEGER, noNaN: true }).map((us) => us + 0);
const text = fc.string({ unit: 'binary', maxLength: 30 });
const task = fc.nat({ max: 3 });
const whole = fc.nat();

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;
type Members<T> = { readonly [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>> };
type Optional<T> = { [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? K : never }[keyof T];

/** Events of a type, with and without each member that may be absent. */
function event<T extends RunEvent['type']>(
  type: T,
  members: Members<Omit<EventOf<T>, 'type' | 'at'>>,
  mayLack: readonly Optional<EventOf<T>>[] = [],
): fc.Arbitrary<RunEvent> {
  const all = { type: fc.constant(type), at, ...members } as Record<string, fc.Arbitrary<unknown>>;
  const requiredKeys = Object.keys(all).filter((key) => !(mayLack as readonly string[]).includes(key));
  return fc.record(all, { requiredKeys, noNullPrototype: true }) as unknown as fc.Arbitrary<RunEvent>;
}

const failure = fc.record(
  { name: text, message: text, stack: text },
  { requiredKeys: ['name', 'message'], noNullPrototype: true },
);

const waitKind = fc.constantFrom('sleep' as const, 'io' as const, 'gil' as const, 'output' as const);

/** Any event that a run may tell. */
export const anyEvent: fc.Arbitrary<RunEvent> = fc.oneof(
  event(
    'run-started',
    {
      protocol: whole,
      model: text,
      pid: whole,
      epoch: whole.map(String),
      runtime: text,
      limit: whole,
      gil: fc.constant(true as const),
      switchIntervalUs: at,
      libuvThreads: whole,
    },
    ['limit', 'gil', 'switchIntervalUs', 'libuvThreads'],
  ),
  event(
    'worker-started',
    { worker: text, kind: fc.constantFrom('loop', 'thread', 'process'), pid: whole, thread: whole, askedAt: at },
    ['thread'],
  ),
  event('task-queued', { task }),
  event('worker-ready', { worker: text, loadUs: at, setupUs: at }, ['setupUs']),
  event('task-started', { worker: text, task, sentAt: at, inputBytes: at }, ['sentAt', 'inputBytes']),
  event('progress', { worker: text, task, done: at, total: at }),
  event(
    'output',
    {
      stream: fc.constantFrom('task', 'stdout', 'stderr'),
      worker: text,
      task,
      text,
      continues: fc.constant(true as const),
    },
    ['worker', 'task', 'continues'],
  ),
  event('wait', { worker: text, task, kind: waitKind, us: at }),
  event('wait-begun', { worker: text, task, kind: waitKind }),
  event('hold', { worker: text, us: at, switched: fc.boolean() }),
  event(
    'usage',
    {
      worker: text,
      of: fc.constantFrom('thread', 'process'),
      cpuUs: at,
      nativeCpuUs: at,
      nativeRunQueueUs: at,
      childrenCpuUs: at,
      runQueueUs: at,
      voluntarySwitches: whole,
      involuntarySwitches: whole,
      peakBytes: at,
    },
    [
      'nativeCpuUs',
      'nativeRunQueueUs',
      'childrenCpuUs',
      'runQueueUs',
      'voluntarySwitches',
      'involuntarySwitches',
      'peakBytes',
    ],
  ),
  event(
    'task-finished',
    {
      worker: text,
      task,
      result: fc.record({ preview: text, digest: text }, { noNullPrototype: true }),
      measured: fc.constantFrom(null, 1, 'x', [1], { a: 1 }),
      unsuccessful: text,
    },
    ['result', 'measured', 'unsuccessful'],
  ),
  event(
    'task-result',
    {
      task,
      result: fc.record({ preview: text, digest: text }, { noNullPrototype: true }),
      bytes: at,
      differs: fc.record({ lane: text, where: text, own: text, other: text }, { noNullPrototype: true }),
    },
    ['bytes', 'differs'],
  ),
  event('task-failed', { worker: text, task, error: failure as Members<EventOf<'task-failed'>>['error'] }, ['worker']),
  event('worker-exited', { worker: text, code: fc.integer(), signal: text }, ['code', 'signal']),
  event(
    'run-finished',
    {
      end: fc.constantFrom('finished', 'failed', 'stopped', 'timed-out', 'unavailable'),
      reason: text,
      throttledUs: at,
      checkCpuUs: at,
    },
    ['reason', 'throttledUs', 'checkCpuUs'],
  ),
);
