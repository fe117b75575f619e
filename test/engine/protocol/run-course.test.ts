import { expect, test } from 'vitest';
import { RunCourse } from '../../../src/engine/protocol/run-course.ts';
import type { RunEvent } from '../../../src/engine/protocol.ts';

const runStarted: RunEvent = {
  type: 'run-started',
  at: 0,
  protocol: 1,
  model: 'threads',
  pid: 1,
  epoch: '1',
  runtime: 'node 24',
};
const result = { preview: '1', digest: '1' };
const error = { name: 'Error', message: 'lost' };

function queued(task: number): RunEvent {
  return { type: 'task-queued', at: 1, task };
}
function workerStarted(worker: string, askedAt = 0): RunEvent {
  return { type: 'worker-started', at: 2, worker, kind: 'thread', pid: 1, askedAt };
}
function started(task: number, worker: string): RunEvent {
  return { type: 'task-started', at: 3, worker, task };
}
function finished(task: number, worker: string): RunEvent {
  return { type: 'task-finished', at: 9, worker, task, result };
}
function failed(task: number, worker?: string): RunEvent {
  return { type: 'task-failed', at: 9, task, error, ...(worker !== undefined && { worker }) };
}
function exited(worker: string): RunEvent {
  return { type: 'worker-exited', at: 8, worker };
}
const backwards: RunEvent = { type: 'task-finished', at: 2, worker: 'a', task: 0, result };
const runFinished: RunEvent = { type: 'run-finished', at: 10, end: 'finished' };
const begun = [runStarted, queued(0), queued(1), workerStarted('a'), started(0, 'a')];

const lifeUs = 1_000_000;

/** What is wrong with each of the events of a run of two tasks. */
function contradictions(events: readonly RunEvent[]): string[] {
  const course = new RunCourse(2);
  return events.flatMap((event) => course.contradictionIn(event, lifeUs) ?? []);
}

test.each<[string, readonly RunEvent[]]>([
  ['a task from its queue to its end', [...begun, finished(0, 'a'), exited('a'), runFinished]],
  ['what a run prints before it has started', [{ type: 'output', at: 0, stream: 'stderr', text: 'a warning' }]],
  ['a run that ends before it has started', [{ type: 'run-finished', at: 0, end: 'unavailable' }]],
  ['a worker that was asked for before the epoch', [runStarted, workerStarted('a', -1_000)]],
  ['a worker that died before it told that it had started', [runStarted, queued(0), exited('a'), failed(0, 'a')]],
  ['a failure told by the worker and again by who saw it die', [...begun, failed(0, 'a'), exited('a'), failed(0, 'a')]],
  ['an end, and a pool that says that it was lost', [...begun, finished(0, 'a'), failed(0)]],
  [
    'waits told when they are over, with stamps that went before',
    [...begun, finished(0, 'a'), { type: 'wait', at: 4, worker: 'a', task: 0, kind: 'gil', us: 2 }],
  ],
  [
    'usage and output after the end of a task and of its worker',
    [
      ...begun,
      finished(0, 'a'),
      exited('a'),
      { type: 'usage', at: 11, worker: 'a', of: 'thread', cpuUs: 1 },
      { type: 'output', at: 12, stream: 'task', worker: 'a', task: 0, text: 'from a timer' },
    ],
  ],
  ['what workers still told when their runner had told the end', [...begun, runFinished, finished(0, 'a')]],
  ['a stamp that rounding puts a little ahead', [runStarted, { ...queued(0), at: lifeUs + 2 }]],
])('takes %s', (_, events) => {
  expect(contradictions(events)).toEqual([]);
});

test.each<[string, readonly RunEvent[], RegExp]>([
  ['a second start of the run', [runStarted, runStarted], /the run started twice/],
  ['a second end of the run', [...begun, runFinished, runFinished], /the run ended twice/],
  ['an event before the run started', [queued(0)], /task-queued came before the run had started/],
  ['a stamp before the epoch', [runStarted, { ...queued(0), at: -1 }], /1 µs before the epoch/],
  ['a stamp in the future', [runStarted, { ...queued(0), at: lifeUs + 5e6 }], /5.000 s in the future/],
  [
    'a wait that ends in the future',
    [...begun, { type: 'wait', at: 4, worker: 'a', task: 0, kind: 'io', us: 1e12 }],
    /in the future/,
  ],
  ['a worker that was asked for after it started', [runStarted, workerStarted('a', 5e5)], /before it was asked for/],
  ['a worker that was asked for before its run', [runStarted, workerStarted('a', -5e6)], /before the run was/],
  ['a task that there is not', [runStarted, queued(2)], /there is no task 2 among 2/],
  ['a task queued twice', [runStarted, queued(0), queued(0)], /task 0 was queued twice/],
  ['a task started that was never queued', [runStarted, workerStarted('a'), started(0, 'a')], /never queued/],
  ['a task started twice', [...begun, started(0, 'a')], /task 0 was started twice/],
  ['a task started by a worker that never was', [...begun, started(1, 'b')], /worker b, which had not started/],
  ['a task started by a worker that is gone', [...begun, exited('a'), started(1, 'a')], /worker a, .* was gone/],
  ['a task finished twice', [...begun, finished(0, 'a'), finished(0, 'a')], /task 0 ended twice/],
  ['a task that failed after its end', [...begun, finished(0, 'a'), failed(0, 'a')], /task 0 ended twice/],
  ['a task finished before it started', [...begun, backwards], /task 0 ended before it started/],
  ['a task that failed before it started', [...begun, { ...failed(0, 'a'), at: 2 }], /task 0 ended before it started/],
  ['a task finished that was never started', [...begun, finished(1, 'a')], /never started/],
  ['a task failed that was never queued', [runStarted, failed(0)], /never queued/],
  ['a task finished by another worker', [...begun, workerStarted('b'), finished(0, 'b')], /from b, but a runs it/],
  ['a task failed by another worker', [...begun, workerStarted('b'), failed(0, 'b')], /does not run it/],
  [
    'output of a task that was never started',
    [...begun, { type: 'output', at: 4, stream: 'task', worker: 'a', task: 1, text: '' }],
    /output of task 1 came, but/,
  ],
  ['a worker started twice', [...begun, workerStarted('a')], /worker a started twice/],
  ['a worker that exited twice', [...begun, exited('a'), exited('a')], /worker a exited twice/],
  [
    'usage of a worker that never started',
    [...begun, { type: 'usage', at: 4, worker: 'b', of: 'thread', cpuUs: 1 }],
    /worker b, which had not started/,
  ],
  [
    'a hold of a worker that never started',
    [...begun, { type: 'hold', at: 4, worker: 'b', us: 1, switched: false }],
    /worker b, which had not started/,
  ],
])('refuses %s', (_, events, reason) => {
  expect(contradictions(events)).toEqual([expect.stringMatching(reason)]);
});

test('goes on from what it believed, not from what it refused', () => {
  expect(contradictions([...begun, finished(0, 'b'), finished(0, 'a'), runFinished])).toHaveLength(1);
});
