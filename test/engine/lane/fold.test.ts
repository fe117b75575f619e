import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../src/engine/lane/fold.ts';
import { type Lane, newLane } from '../../../src/engine/lane/lane.ts';
import type { RunEvent } from '../../../src/engine/protocol.ts';

const fresh: Lane = newLane('threads', [
  { id: 0, task: 'count', label: 'count 1', input: { n: 1 } },
  { id: 1, task: 'count', label: 'count 2', input: { n: 1 } },
]);

const begin: RunEvent[] = [
  { type: 'run-started', at: 0, protocol: 1, model: 'threads', pid: 7, epoch: '1000', runtime: 'node 24', limit: 64 },
  { type: 'task-queued', at: 1, task: 0 },
  { type: 'task-queued', at: 1, task: 1 },
  { type: 'worker-started', at: 30, worker: 't1', kind: 'thread', pid: 7, thread: 1, askedAt: 2 },
  { type: 'task-started', at: 31, worker: 't1', task: 0 },
  { type: 'progress', at: 40, worker: 't1', task: 0, done: 3, total: 10 },
  { type: 'output', at: 41, stream: 'task', worker: 't1', task: 0, text: 'hello' },
];

const finish: RunEvent[] = [
  { type: 'wait', at: 42, worker: 't1', task: 0, kind: 'sleep', us: 5 },
  { type: 'wait', at: 48, worker: 't1', task: 0, kind: 'sleep', us: 7 },
  { type: 'task-finished', at: 60, worker: 't1', task: 0, result: { preview: '1', digest: '1' } },
  { type: 'usage', at: 61, worker: 't1', of: 'thread', cpuUs: 25 },
  { type: 'worker-exited', at: 62, worker: 't1', code: 0 },
  { type: 'usage', at: 0, worker: 'run', of: 'process', cpuUs: 40, peakBytes: 4 },
  { type: 'usage', at: 63, worker: 'run', of: 'process', cpuUs: 99, peakBytes: 5 },
];

function output(text: string, continues?: true): RunEvent {
  return { type: 'output', at: 5, stream: 'task', worker: 't1', task: 0, text, ...(continues && { continues }) };
}

/** All of a lane, as what can be compared. */
function plain(lane: Lane) {
  const { tasks, workers, waits } = lane;
  return { ...lane, tasks: [...tasks], workers: [...workers], waits: [...waits], output: shown(lane) };
}

function shown(lane: Lane): string[] {
  return lane.output.tail(100).map(({ text }) => text);
}

test('shows a run as it goes on', () => {
  const lane = fold(fresh, begin);
  expect(lane).toMatchObject({ state: 'running', pid: 7, epoch: 1000n, limit: 64, lastAt: 41 });
  expect(lane.tasks.at(0)).toMatchObject({
    state: 'running',
    worker: 't1',
    startedAt: 31,
    done: 3,
    total: 10,
    lines: 1,
  });
  expect(lane.tasks.at(1)).toMatchObject({ state: 'waiting', queuedAt: 1 });
  expect(shown(lane)).toEqual(['hello']);
});

test('adds up what a task waited and keeps what its worker used', () => {
  const lane = fold(fresh, [...begin, ...finish]);
  expect(lane.tasks.at(0)).toMatchObject({ state: 'finished', waitedUs: { sleep: 12, io: 0 }, done: 10 });
  expect(lane.workers.get('t1')).toMatchObject({ askedAt: 2, startedAt: 30, exitedAt: 62, usage: { cpuUs: 25 } });
  expect(lane.bootUsage).toMatchObject({ cpuUs: 40, peakBytes: 4 });
  expect(lane.usage).toMatchObject({ cpuUs: 99, peakBytes: 5 });
});

test('gives the same lane in one batch as in many, and leaves the lane before untouched', () => {
  const events = [...begin, ...finish];
  const whole = fold(fresh, events);
  fc.assert(
    fc.property(fc.array(fc.nat(events.length), { maxLength: 6 }), (cuts) => {
      const bounds = [0, ...cuts.toSorted((a, b) => a - b), events.length];
      const parts = bounds.slice(1).map((end, index) => events.slice(bounds[index], end));
      const lane = parts.reduce(fold, fresh);
      expect(plain(lane)).toEqual(plain(whole));
    }),
  );
  expect(fresh.state).toBe('waiting');
  expect(fresh.workers.size).toBe(0);
});

test('counts how many tasks are in which state, and how much of those that run is done', () => {
  const progress = { type: 'progress', worker: 't2', task: 1 } as const;
  const both = fold(fresh, [
    ...begin,
    { type: 'task-started', at: 45, worker: 't2', task: 1 },
    { ...progress, at: 46, done: 1, total: 2 },
  ]);
  expect(both.taskCounts).toEqual({ waiting: 0, running: 2, finished: 0, failed: 0, stopped: 0 });
  expect(both.doneOfRunning).toBeCloseTo(0.8, 12);
  const one = fold(both, finish);
  expect(one.taskCounts).toEqual({ waiting: 0, running: 1, finished: 1, failed: 0, stopped: 0 });
  expect(one.doneOfRunning).toBeCloseTo(0.5, 12);
  const none = fold(one, [{ type: 'run-finished', at: 70, end: 'stopped' }]);
  expect(none.taskCounts).toEqual({ waiting: 0, running: 0, finished: 1, failed: 0, stopped: 1 });
  expect(none.doneOfRunning).toBe(0);
});

test('keeps sums of the waits for which there is no memory, with their worker', () => {
  const wait = (at: number): RunEvent => ({ type: 'wait', at, worker: 't1', task: 0, kind: 'gil', us: 1 });
  const full = fold(fresh, [...begin, ...Array.from({ length: 20_003 }, (_, at) => wait(at))]);
  expect(full.waits.length).toBe(20_000);
  expect(full.waits.at(19_999)).toEqual({ task: 0, kind: 'gil', at: 19_999, us: 1 });
  const more = fold(full, [wait(30_000), wait(30_001)]);
  expect(more.workers.get('t1')?.furtherWaitsUs).toMatchObject({ gil: 5, io: 0 });
  expect(more.tasks.at(0)?.waitedUs.gil).toBe(20_005);
});

test('takes a worker’s first account for that of its start only before it has had a task', () => {
  const told = (worker: string, at: number): RunEvent => ({ type: 'usage', at, worker, of: 'thread', cpuUs: at });
  const early = fold(fresh, [...begin.slice(0, 4), told('t1', 30), ...begin.slice(4), told('t1', 60)]);
  expect(early.workers.get('t1')).toMatchObject({ startUsage: { cpuUs: 30 }, usage: { cpuUs: 60 } });
  const late = fold(fresh, [...begin, told('t1', 60)]);
  expect(late.workers.get('t1')?.startUsage).toBeUndefined();
});

describe('the end of a run', () => {
  test.each([
    ['finished', undefined, 'failed', 'failed', 'the run ended without its result'],
    ['failed', 'the runner was killed by SIGKILL', 'failed', 'failed', 'the runner was killed by SIGKILL'],
    ['stopped', undefined, 'stopped', 'stopped', undefined],
    ['timed-out', 'took longer than 1 s', 'timed-out', 'stopped', undefined],
  ] as const)('%s (%s) leaves the lane %s and a running task %s', (end, reason, state, task, error) => {
    const lane = fold(fresh, [...begin, { type: 'run-finished', at: 70, end, ...(reason && { reason }) }]);
    expect(lane.state).toBe(state);
    expect(lane.tasks.at(0)?.state).toBe(task);
    expect(lane.tasks.at(0)?.error?.message).toBe(error);
    expect(lane.tasks.at(1)?.state).toBe('stopped');
  });

  test('of all tasks is a finished lane', () => {
    const second: RunEvent[] = [
      { type: 'task-started', at: 61, worker: 't2', task: 1 },
      { type: 'task-finished', at: 62, worker: 't2', task: 1, result: { preview: '1', digest: '1' } },
      { type: 'run-finished', at: 70, end: 'finished' },
    ];
    expect(fold(fresh, [...begin, ...finish, ...second]).state).toBe('finished');
  });

  test('counts once: what comes later does not change it', () => {
    const ended = fold(fresh, [...begin, { type: 'run-finished', at: 70, end: 'stopped' }]);
    const again = fold(ended, [{ type: 'run-finished', at: 80, end: 'failed', reason: 'late' }]);
    expect(again.state).toBe('stopped');
  });
});

test('takes the first end of a task and no other', () => {
  const error = { name: 'Error', message: 'thread exited with code 1' };
  const lane = fold(fresh, [...begin, ...finish, { type: 'task-failed', at: 65, task: 0, error }]);
  expect(lane.tasks.at(0)?.state).toBe('finished');
});

test('ignores events of tasks and workers that it does not know', () => {
  const lane = fold(fresh, [
    { type: 'task-started', at: 1, worker: 'x', task: 99 },
    { type: 'usage', at: 1, worker: 'x', of: 'thread', cpuUs: 1 },
    { type: 'output', at: 1, stream: 'task', task: 99, text: 'stray' },
  ]);
  expect(lane.tasks.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  expect(shown(lane)).toEqual(['stray']);
});

test('joins the parts of a long line, and cuts it where it gets too long', () => {
  const joined = fold(fresh, [output('one ', true), output('two ', true), output('three'), output('next')]);
  expect(shown(joined)).toEqual(['one two three', 'next']);
  expect(joined.tasks.at(0)?.lines).toBe(2);

  const parts = Array.from({ length: 100 }, () => output('x'.repeat(1_000), true));
  const long = fold(fresh, [...parts, output('y')]);
  expect(shown(long)[0]).toHaveLength(8_000 + '… (92001 more characters)'.length);
  expect(shown(long)[0]).toMatch(/… \(92001 more characters\)$/);
});
