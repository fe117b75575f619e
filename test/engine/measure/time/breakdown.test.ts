import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Breakdown,
  breakdownOf,
  partNames,
  workerBreakdowns,
} from '../../../../src/engine/measure/time/breakdown.ts';
import type { Usage } from '../../../../src/engine/protocol.ts';
import { scriptedLane, type WorkerScript } from '../lanes.ts';

/** The parts that are not zero, in ms. */
function partsOf({ parts }: Pick<Breakdown, 'parts'>): Record<string, number> {
  return Object.fromEntries(partNames.flatMap((name) => (parts[name] === 0 ? [] : [[name, parts[name] / 1_000]])));
}

describe('the breakdown of a lane', () => {
  test('tells start-up, passing, running, waiting for a core, sleeping and tear-down of a thread', () => {
    const thread: WorkerScript = {
      id: 't1',
      asked: 5,
      started: 40,
      startCpu: 30,
      cpu: 90,
      runQueue: 20,
      exited: 160,
      tasks: [{ id: 0, from: 42, to: 152, waits: [['sleep', 50, 25]] }],
    };
    const breakdown = breakdownOf(scriptedLane('threads', [thread], 170));
    expect(partsOf(breakdown)).toEqual({
      startUp: 35,
      passing: 2,
      running: 60,
      runQueue: 20,
      sleep: 25,
      tearDown: 8,
      unattributed: 5,
    });
    expect(breakdown.whole).toBe(155_000);
  });

  test('counts what overlaps on an event loop once: the loop waits only while all its tasks do', () => {
    const loop: WorkerScript = {
      id: 'loop',
      kind: 'loop',
      started: 0,
      cpu: 10,
      exited: 110,
      tasks: [
        { id: 0, from: 0, to: 100, waits: [['sleep', 0, 100]] },
        { id: 1, from: 0, to: 110, waits: [['io', 0, 100]] },
      ],
    };
    const { parts, whole } = breakdownOf(scriptedLane('promises', [loop], 110));
    expect(whole).toBe(110_000);
    expect(parts.io).toBe(100_000);
    expect(parts.running).toBe(10_000);
    expect(parts.sleep).toBe(0);
  });

  test('takes CPU time that has no room outside of waits out of them, I/O first', () => {
    const loop: WorkerScript = {
      id: 'loop',
      kind: 'loop',
      started: 0,
      cpu: 30,
      exited: 100,
      tasks: [{ id: 0, from: 0, to: 100, waits: [['io', 10, 90]] }],
    };
    expect(partsOf(breakdownOf(scriptedLane('promises', [loop], 100)))).toEqual({ running: 30, io: 70 });
  });

  test('leaves the CPU time of helper threads out of the worker’s own line', () => {
    const fork: WorkerScript = {
      id: 'f1',
      kind: 'process',
      started: 50,
      startCpu: 45,
      cpu: 175,
      exited: 150,
      tasks: [{ id: 0, from: 50, to: 150 }],
    };
    const breakdown = breakdownOf(scriptedLane('forks', [fork], 150));
    expect(partsOf(breakdown)).toEqual({ startUp: 50, running: 100 });
    expect(breakdown.whole).toBe(150_000);
  });

  test('does not call work what may have been start-up, where a worker did not tell them apart', () => {
    const fork: WorkerScript = {
      id: 'f1',
      kind: 'process',
      started: 50,
      cpu: 80,
      exited: 150,
      tasks: [{ id: 0, from: 50, to: 150 }],
    };
    expect(partsOf(breakdownOf(scriptedLane('forks', [fork], 150)))).toEqual({
      startUp: 50,
      running: 30,
      unattributed: 70,
    });
  });

  test('tells a pool’s worker without a task from one that ends', () => {
    const pool: WorkerScript[] = [
      {
        id: 'p1',
        started: 10,
        exited: 130,
        startCpu: 0,
        cpu: 60,
        tasks: [
          { id: 0, from: 12, to: 52 },
          { id: 2, from: 55, to: 75 },
        ],
      },
      { id: 'p2', started: 10, exited: 130, startCpu: 0, cpu: 100, tasks: [{ id: 1, from: 15, to: 115 }] },
    ];
    const [first, second] = workerBreakdowns(scriptedLane('thread-pool', pool, 130));
    expect(first && partsOf(first)).toEqual({ startUp: 10, passing: 5, running: 60, queueing: 40, tearDown: 15 });
    expect(second && partsOf(second)).toEqual({ startUp: 10, passing: 5, running: 100, tearDown: 15 });
  });

  test('gives a thread’s wait for the GIL to the GIL', () => {
    const thread: WorkerScript = {
      id: 't1',
      started: 10,
      startCpu: 10,
      cpu: 60,
      exited: 110,
      tasks: [
        {
          id: 0,
          from: 10,
          to: 110,
          waits: [
            ['gil', 10, 25],
            ['gil', 60, 25],
          ],
        },
      ],
    };
    expect(partsOf(breakdownOf(scriptedLane('gil-threads', [thread], 110)))).toEqual({
      startUp: 10,
      running: 50,
      gil: 50,
    });
  });

  test('lets a worker that never told its end last as long as its lane', () => {
    const fork: WorkerScript = { id: 'f1', kind: 'process', started: 50, tasks: [{ id: 0, from: 60 }] };
    const { whole, parts } = breakdownOf(scriptedLane('forks', [fork], 200));
    expect(whole).toBe(200_000);
    expect(parts.unattributed).toBe(140_000);
  });

  test('a wait that was begun and never told to have ended lasts until its task is cut off', () => {
    const fork: WorkerScript = {
      id: 'f1',
      kind: 'process',
      started: 10,
      exited: 180,
      tasks: [{ id: 0, from: 20, begun: ['sleep', 30] }],
    };
    const lane = scriptedLane('forks', [fork], 200);
    expect(partsOf(breakdownOf(lane))).toMatchObject({ sleep: 150, unattributed: 10 });
    expect(lane.tasks.at(0)?.waitedUs.sleep).toBe(150_000);
  });

  test('a wait whose end was told counts once, though its begin was told too', () => {
    const thread: WorkerScript = {
      id: 't1',
      started: 0,
      exited: 100,
      tasks: [{ id: 0, from: 0, to: 100, waits: [['sleep', 10, 50]], begun: ['io', 70] }],
    };
    const lane = scriptedLane('threads', [thread], 100);
    expect(lane.tasks.at(0)?.waitedUs).toMatchObject({ sleep: 50_000, io: 0 });
  });

  test('a worker that waits for the full pipe does nothing else, whatever its other tasks wait for', () => {
    const loop: WorkerScript = {
      id: 'loop',
      kind: 'loop',
      started: 0,
      cpu: 20,
      exited: 100,
      tasks: [
        { id: 0, from: 0, to: 100, waits: [['output', 20, 50]] },
        { id: 1, from: 0, to: 100, waits: [['sleep', 60, 40]] },
      ],
    };
    expect(partsOf(breakdownOf(scriptedLane('promises', [loop], 100)))).toEqual({
      running: 20,
      output: 50,
      unattributed: 30,
    });
  });

  describe('of waits for native code', () => {
    const waiting = (id: number) => ({ id, from: 0, to: 100, waits: [['io', 0, 100]] as const });
    const loop: WorkerScript = {
      id: 'loop',
      kind: 'loop',
      started: 0,
      cpu: 0,
      runQueue: 0,
      exited: 100,
      tasks: [0, 1, 2, 3].map(waiting),
    };
    const lane = (nativeMs: number | undefined, queueMs = 0) => {
      const scripted = scriptedLane('promises', [loop], 100, nativeMs ?? 0);
      const native = nativeMs === undefined ? {} : { nativeCpuUs: nativeMs * 1_000, nativeRunQueueUs: queueMs * 1_000 };
      return { ...scripted, libuvThreads: 4, usage: { ...(scripted.usage as Usage), ...native } };
    };

    test('takes them for native code as far as the threads for it had or wanted a core', () => {
      expect(partsOf(breakdownOf(lane(200, 200), 2))).toEqual({ native: 100 });
      expect(partsOf(breakdownOf(lane(100, 100), 2))).toEqual({ native: 50, io: 50 });
    });

    test('takes them for I/O where these had next to nothing to do', () => {
      expect(partsOf(breakdownOf(lane(20), 2))).toEqual({ io: 100 });
      expect(partsOf(breakdownOf(lane(undefined), 2))).toEqual({ io: 100 });
    });

    test('goes by what the process used beyond its workers where the platform tells no more', () => {
      const portable = (cpu: number) => {
        const { runQueue: _, ...untold } = loop;
        return { ...scriptedLane('promises', [untold], 100, cpu), libuvThreads: 4 };
      };
      expect(partsOf(breakdownOf(portable(200), 2))).toEqual({ native: 100 });
      expect(partsOf(breakdownOf(portable(20), 2))).toEqual({ io: 100 });
    });
  });

  test('adds up to the whole, with no part below zero, whatever the events say', () => {
    const at = fc.integer({ min: 0, max: 1_000 });
    const kind = fc.constantFrom('sleep' as const, 'io' as const, 'gil' as const);
    const task = fc.record({ from: at, to: at, waits: fc.array(fc.tuple(kind, at, at), { maxLength: 5 }) });
    const worker = fc.record({
      kind: fc.constantFrom('loop' as const, 'thread' as const, 'process' as const),
      asked: at,
      started: at,
      exited: at,
      startCpu: fc.option(at, { nil: undefined }),
      cpu: at,
      runQueue: at,
      tasks: fc.array(task, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(
        fc.constantFrom('threads', 'promises', 'thread-pool'),
        fc.array(worker, { maxLength: 3 }),
        (model, workers) => {
          let next = 0;
          const scripts = workers.map(
            ({ startCpu, tasks, ...rest }, index): WorkerScript => ({
              ...rest,
              ...(startCpu !== undefined && { startCpu }),
              id: `w${index}`,
              tasks: tasks.map((one) => ({ ...one, id: next++ })),
            }),
          );
          const lane = scriptedLane(model, scripts, 2_000);
          for (const { whole, parts } of [...workerBreakdowns(lane), breakdownOf(lane)]) {
            expect(partNames.reduce((sum, name) => sum + parts[name], 0)).toBeCloseTo(whole, 6);
            for (const name of partNames) expect(parts[name]).toBeGreaterThanOrEqual(0);
          }
        },
      ),
    );
  });

  describe('of threads under a GIL that tells nobody who waits for it', () => {
    const thread = (id: string, task: number, runQueue?: number): WorkerScript => ({
      id,
      started: 0,
      startCpu: 0,
      cpu: 50,
      ...(runQueue !== undefined && { runQueue }),
      exited: 100,
      tasks: [{ id: task, from: 0, to: 100, waits: [['sleep', 0, 10]] }],
    });
    const underGil = (workers: readonly WorkerScript[]) => ({
      ...scriptedLane('py-threads', workers, 100),
      hasGil: true as const,
    });

    test('takes time asleep in no wait of its own for waiting for the GIL', () => {
      const { parts } = breakdownOf(underGil([thread('t1', 0, 5), thread('t2', 1, 5)]));
      expect(partsOf({ parts })).toEqual({ running: 100, runQueue: 10, sleep: 20, gil: 70 });
    });

    test('claims the GIL for no longer than other threads of the process were on a core', () => {
      const asleep = (id: string, task: number): WorkerScript => ({ ...thread(id, task, 0), cpu: 2, voluntary: 100 });
      const { parts } = breakdownOf(underGil([asleep('t1', 0), asleep('t2', 1)]));
      expect(partsOf({ parts })).toEqual({ running: 4, sleep: 20, gil: 4, unattributed: 172 });
    });

    test('claims it for no longer than it woke to ask for it, once a switch interval', () => {
      const drowsy = (id: string, task: number): WorkerScript => ({ ...thread(id, task, 0), voluntary: 4 });
      const lane = { ...underGil([drowsy('t1', 0), drowsy('t2', 1)]), switchIntervalUs: 4_900 };
      expect(partsOf(breakdownOf(lane))).toEqual({ running: 100, sleep: 20, gil: 40, unattributed: 40 });
    });

    test('does not where there is no other thread, or where it may have been runnable', () => {
      expect(breakdownOf(underGil([thread('t1', 0, 5)])).parts.gil).toBe(0);
      expect(breakdownOf(underGil([thread('t1', 0), thread('t2', 1)])).parts.gil).toBe(0);
    });

    test('does not where there is no GIL', () => {
      expect(breakdownOf(scriptedLane('py-threads', [thread('t1', 0, 5), thread('t2', 1, 5)], 100)).parts.gil).toBe(0);
    });
  });
});
