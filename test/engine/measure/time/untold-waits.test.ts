import { describe, expect, test } from 'vitest';
import type { Lane } from '../../../../src/engine/lane/lane.ts';
import { breakdownOf, isComputing, partNames } from '../../../../src/engine/measure/time/breakdown.ts';
import { parallelismOf } from '../../../../src/engine/measure/time/parallelism.ts';
import type { Usage } from '../../../../src/engine/protocol.ts';
import { scriptedLane, type WorkerScript } from '../lanes.ts';

/** The parts that are not zero, in ms. */
function partsOf(lane: Lane, cores?: number): Record<string, number> {
  const { parts } = breakdownOf(lane, cores);
  return Object.fromEntries(partNames.flatMap((name) => (parts[name] === 0 ? [] : [[name, parts[name] / 1_000]])));
}

/** A lane whose tasks are the user's own: its workers load a module, here in no time where nothing else is said. */
function ownLane(name: string, workers: readonly WorkerScript[], end: number): Lane {
  const loading = workers.map((worker) => ({ ready: worker.started, ...worker }));
  return scriptedLane(name, loading, end);
}

function loop(tasks: number, cpu: number, runQueue?: number): WorkerScript {
  const own = Array.from({ length: tasks }, (_, id) => ({ id, from: 0, to: 100 }));
  return { id: 'main', kind: 'loop', started: 0, cpu, ...(runQueue !== undefined && { runQueue }), tasks: own };
}

describe('the time in which a user’s own task neither had a core nor wanted one', () => {
  test('is waiting, where the kernel tells who wanted a core', () => {
    const lane = ownLane('promises', [loop(3, 10, 5)], 100);
    expect(partsOf(lane)).toEqual({ running: 10, runQueue: 5, io: 85 });
    expect(isComputing(breakdownOf(lane).parts)).toBe(false);
  });

  test('is not known elsewhere, nor of tasks that tell of their waits', () => {
    expect(partsOf(ownLane('promises', [loop(3, 10)], 100))).toEqual({ running: 10, unattributed: 90 });
    const told = scriptedLane('promises', [loop(3, 10, 5)], 100);
    expect(partsOf(told)).toEqual({ running: 10, runQueue: 5, unattributed: 85 });
  });

  test('is not known of a worker that did not tell what its start had cost', () => {
    const thread: WorkerScript = { id: 't1', started: 20, cpu: 30, runQueue: 0, tasks: [{ id: 0, from: 20, to: 100 }] };
    expect(partsOf(ownLane('threads', [thread], 100))).toEqual({ startUp: 20, running: 10, unattributed: 70 });
    const telling = { ...thread, startCpu: 20 };
    expect(partsOf(ownLane('threads', [telling], 100))).toEqual({ startUp: 20, running: 10, io: 70 });
  });

  test('is not known of a worker that told before it had loaded the module, and of one that tells again is', () => {
    const thread: WorkerScript = {
      id: 't1',
      started: 0,
      startCpu: 0,
      ready: 20,
      cpu: 40,
      runQueue: 0,
      tasks: [{ id: 0, from: 20, to: 100 }],
    };
    expect(partsOf(ownLane('threads', [thread], 100))).toEqual({ startUp: 20, running: 20, unattributed: 60 });
    const telling = { ...thread, readyCpu: 15 };
    expect(partsOf(ownLane('threads', [telling], 100))).toEqual({ startUp: 20, running: 25, io: 55 });
  });

  test('is for the GIL as far as other threads under it can have had it', () => {
    const threads = [0, 1].map((id) => ({
      id: `t${id}`,
      started: 0,
      startCpu: 0,
      cpu: 40,
      runQueue: 0,
      tasks: [{ id, from: 0, to: 100 }],
    }));
    const lane: Lane = { ...ownLane('py-threads', threads, 100), hasGil: true };
    expect(partsOf(lane)).toEqual({ running: 80, gil: 80, io: 40 });
  });
});

describe('native code that a user’s own task waits for', () => {
  function withNative(worker: WorkerScript, nativeMs: number): Lane {
    const lane = ownLane('promises', [worker], 100);
    const usage: Usage = { ...(lane.usage as Usage), nativeCpuUs: nativeMs * 1_000, nativeRunQueueUs: 0 };
    return { ...lane, libuvThreads: 4, usage };
  }

  test('is found out by what libuv’s threads computed while its worker was idle', () => {
    expect(partsOf(withNative(loop(1, 50, 0), 50), 2)).toEqual({ running: 50, native: 50 });
    expect(partsOf(withNative(loop(8, 0, 0), 200), 2)).toEqual({ io: 50, native: 50 });
    expect(partsOf(withNative(loop(8, 50, 0), 200), 2)).toEqual({ running: 50, native: 50 });
  });

  test('makes it work that computes, on as many cores as there are threads for it', () => {
    const lane = withNative(loop(8, 0, 0), 400);
    expect(isComputing(breakdownOf(lane, 2).parts)).toBe(true);
    expect(parallelismOf(lane, 2)).toMatchObject({ usable: 2, depth: 8 });
  });

  test('is not taken for what a waiting task waited for where they hardly computed', () => {
    expect(partsOf(withNative(loop(1, 0, 0), 10), 2)).toEqual({ io: 100 });
  });
});
