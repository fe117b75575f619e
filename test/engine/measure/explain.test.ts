import { expect, test } from 'vitest';
import { explain } from '../../../src/engine/measure/explain.ts';
import { breakdownOf } from '../../../src/engine/measure/time/breakdown.ts';
import { parallelismOf } from '../../../src/engine/measure/time/parallelism.ts';
import type { Usage } from '../../../src/engine/protocol.ts';
import { scriptedLane, type TaskScript, type WorkerScript } from './lanes.ts';

function why(name: string, workers: readonly WorkerScript[], end: number, cpu = 0): string[] {
  const lane = scriptedLane(name, workers, end, cpu);
  const parallelism = parallelismOf(lane, 2);
  return parallelism === undefined ? [] : explain(lane, breakdownOf(lane), parallelism);
}

function tasks(howMany: number, make: (id: number) => Omit<TaskScript, 'id'>): TaskScript[] {
  return Array.from({ length: howMany }, (_, id) => ({ id, ...make(id) }));
}

test('eight computing promises are explained by the one event loop', () => {
  const loop: WorkerScript = {
    id: 'loop',
    kind: 'loop',
    started: 0,
    cpu: 2_400,
    exited: 2_400,
    tasks: tasks(8, () => ({ from: 0, to: 2_400 })),
  };
  expect(why('promises', [loop], 2_400, 2_400)).toEqual([
    '8 tasks, 1.00 cores used: one event loop runs one callback at a time',
  ]);
});

test('native code under promises is told with its threads and cores, and called no waiting that takes none', () => {
  const loop: WorkerScript = {
    id: 'loop',
    kind: 'loop',
    started: 0,
    cpu: 10,
    runQueue: 0,
    exited: 800,
    tasks: tasks(8, () => ({ from: 0, to: 800, waits: [['io', 0, 790]] as const })),
  };
  const scripted = scriptedLane('promises', [loop], 800, 1_530);
  const usage = { ...(scripted.usage as Usage), nativeCpuUs: 1_520_000, nativeRunQueueUs: 1_600_000 };
  const lane = { ...scripted, libuvThreads: 4, usage };
  const parallelism = parallelismOf(lane, 2);
  expect(parallelism && explain(lane, breakdownOf(lane, 2), parallelism)).toEqual([
    "native code computed on 4 of libuv's 4 threads: 1.91 of 2 cores used",
  ]);
});

test('threads under a GIL that use more than a core are said to be native code that let it go', () => {
  const threads = tasks(2, () => ({ from: 0, to: 100 })).map(
    (task): WorkerScript => ({
      id: `t${task.id}`,
      started: 0,
      startCpu: 0,
      cpu: 98,
      runQueue: 0,
      exited: 100,
      tasks: [task],
    }),
  );
  const lane = { ...scriptedLane('py-threads', threads, 100, 196), hasGil: true as const };
  const parallelism = parallelismOf(lane, 2);
  expect(parallelism && explain(lane, breakdownOf(lane), parallelism)).toEqual([
    '2 threads used 1.96 of 2 cores: native code that let the GIL go used what is beyond 1',
  ]);
});

test('a wait for a core is put down to the quota that throttled it, and not to other programs', () => {
  const loop: WorkerScript = {
    id: 'loop',
    kind: 'loop',
    started: 0,
    cpu: 300,
    runQueue: 700,
    exited: 1_000,
    tasks: tasks(1, () => ({ from: 0, to: 1_000 })),
  };
  const lane = scriptedLane('sequential', [loop], 1_000, 300);
  const parallelism = parallelismOf(lane, 0.3);
  const reasons = (throttledUs?: number) =>
    parallelism &&
    explain({ ...lane, ...(throttledUs !== undefined && { throttledUs }) }, breakdownOf(lane), parallelism);
  expect(reasons(690_000)?.[0]).toBe(
    '1 event loop waited 0.70 s of 1.00 s for a core: throttled by its quota of CPU time, for 0.69 s',
  );
  expect(reasons(20_000)?.[0]).toContain('other programs had it');
  expect(reasons()?.[0]).toContain('other programs had it');
});

test('a full pipe is told as what printing waited for', () => {
  const loop: WorkerScript = {
    id: 'loop',
    kind: 'loop',
    started: 0,
    cpu: 200,
    exited: 1_000,
    tasks: tasks(1, () => ({ from: 0, to: 1_000, waits: [['output', 200, 800]] as const })),
  };
  expect(why('sequential', [loop], 1_000, 200)[0]).toBe(
    '1 event loop waited 0.80 s of 1.00 s until lanes had taken their lines: more were printed than it reads',
  );
});

test('work that never lets an event loop go is told so', () => {
  const loop: WorkerScript = {
    id: 'loop',
    kind: 'loop',
    started: 0,
    cpu: 300,
    exited: 300,
    tasks: tasks(3, (id) => ({ from: id * 100, to: (id + 1) * 100 })),
  };
  expect(why('py-asyncio', [loop], 300, 300)).toEqual([
    '3 tasks one after the other, 1.00 cores used: each kept the event loop to itself',
  ]);
});

test('threads that wait for the GIL are explained by it', () => {
  const threads = tasks(4, () => ({ from: 0, to: 625, waits: [['gil', 0, 475]] as const })).map(
    (task): WorkerScript => ({ id: `t${task.id}`, started: 0, startCpu: 0, cpu: 150, exited: 625, tasks: [task] }),
  );
  expect(why('gil-threads', threads, 625)[0]).toBe(
    '4 threads spent 1.90 s of 2.50 s waiting for the GIL: one of them runs at a time',
  );
});

test('forks that start longer than they work are told so', () => {
  const forks = tasks(10, () => ({ from: 62, to: 70 })).map(
    (task): WorkerScript => ({
      id: `f${task.id}`,
      kind: 'process',
      started: 62,
      startCpu: 60,
      cpu: 68,
      exited: 75,
      tasks: [task],
    }),
  );
  expect(why('forks', forks, 80)[0]).toBe('start-up of 10 processes took 0.62 s in all, longer than the work (80 ms)');
});

test('overlapping fetches are told with their depth', () => {
  const loop: WorkerScript = {
    id: 'loop',
    kind: 'loop',
    started: 0,
    cpu: 20,
    exited: 250,
    tasks: tasks(24, () => ({ from: 0, to: 250, waits: [['io', 0, 250]] })),
  };
  expect(why('promises', [loop], 250, 20)).toEqual(['24 fetches overlapped up to 24 deep: waiting takes no core']);
});

test('sleeps one after the other are told as time that no other task used', () => {
  const loop: WorkerScript = {
    id: 'loop',
    kind: 'loop',
    started: 0,
    cpu: 5,
    exited: 400,
    tasks: tasks(2, (id) => ({ from: id * 200, to: id * 200 + 200, waits: [['sleep', id * 200, 195]] })),
  };
  expect(why('sequential', [loop], 400)).toEqual([
    'one task at a time: 0.39 s of 0.40 s waited, and no other task used it',
  ]);
});

test('threads that share cores are told how long they waited for one', () => {
  const threads = tasks(4, () => ({ from: 20, to: 420 })).map(
    (task): WorkerScript => ({
      id: `t${task.id}`,
      started: 20,
      startCpu: 20,
      cpu: 220,
      runQueue: 200,
      exited: 425,
      tasks: [task],
    }),
  );
  expect(why('threads', threads, 430, 860)).toEqual([
    '4 threads shared 2 cores: 0.80 s of 1.70 s went by waiting for a core',
    '4 threads used 2.00 of 2 cores',
  ]);
});

test.each<[string, number, number, string]>([
  [
    'one worker that waited for a core was made to',
    1,
    0,
    '1 thread waited 0.20 s of 0.43 s for a core, though it needs only one: other programs had it',
  ],
  [
    'as many workers as cores that waited were made to',
    2,
    0,
    '2 threads waited 0.40 s of 0.86 s for a core, though there were as many cores: other programs had them',
  ],
  [
    'more workers, of which no more than there are cores lived at once, were made to wait',
    4,
    430,
    '4 threads waited 0.80 s of 1.72 s for a core, though there was one for each that lived at once: other programs had them',
  ],
])('%s by other programs', (_, howMany, apart, sentence) => {
  const threads = tasks(howMany, (id) => ({ from: 20 + apart * id, to: 420 + apart * id })).map(
    (task): WorkerScript => ({
      id: `t${task.id}`,
      asked: apart * task.id,
      started: 20 + apart * task.id,
      startCpu: 20,
      cpu: 220,
      runQueue: 200,
      exited: 430 + apart * task.id,
      tasks: [task],
    }),
  );
  expect(why('threads', threads, 430 * 4)).toContain(sentence);
});
