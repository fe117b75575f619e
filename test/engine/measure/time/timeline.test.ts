import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../../../src/engine/lane/fold.ts';
import type { Lane } from '../../../../src/engine/lane/lane.ts';
import { mostAtOnce } from '../../../../src/engine/measure/time/parallelism.ts';
import { inRows } from '../../../../src/engine/measure/time/rows.ts';
import { timelineOf } from '../../../../src/engine/measure/time/timeline.ts';
import { apart, type Span, type Wait, waitKinds } from '../../../../src/engine/measure/time/waits.ts';
import { roundTimeline } from '../../../../src/engine/report/round-timeline.ts';
import { laneWith } from '../../../lanes.ts';
import { reportedLane } from '../../report/reports.ts';
import { scriptedLane, type WorkerScript } from '../lanes.ts';

const at = fc.integer({ min: 0, max: 60 });
const kind = fc.constantFrom('sleep' as const, 'io' as const, 'gil' as const);
const worker = fc.record({
  asked: at,
  started: at,
  exited: fc.option(at, { nil: undefined }),
  ready: fc.option(at, { nil: undefined }),
  tasks: fc.array(
    fc.record({
      from: at,
      took: fc.option(at, { nil: undefined }),
      back: fc.option(at, { nil: undefined }),
      waits: fc.array(fc.tuple(kind, at, at)),
    }),
    { maxLength: 5 },
  ),
});

/** A lane of any model in which anything may have happened. */
const anyLane = fc
  .tuple(fc.constantFrom('threads', 'promises', 'thread-pool'), fc.array(worker, { maxLength: 4 }))
  .map(([model, workers]) => {
    let next = 0;
    const scripts = workers.map(({ tasks, exited, ready, ...rest }, place): WorkerScript => {
      const own = tasks.map(({ from, took, back, waits }) => ({
        id: next++,
        from,
        waits,
        ...(took !== undefined && { to: from + took, ...(back !== undefined && { returned: from + took + back }) }),
      }));
      const told = { ...(exited !== undefined && { exited }), ...(ready !== undefined && { ready }) };
      return { ...rest, ...told, id: `w${place}`, tasks: own };
    });
    return scriptedLane(model, scripts, 100);
  });

function covers({ from, to }: Span, instant: number): boolean {
  return from <= instant && instant < to;
}

function expectCovered({ ready, ended, tasks, gaps }: ReturnType<typeof timelineOf>[number]): void {
  for (let instant = ready; instant < ended; instant += 500) {
    const inTask = tasks.some((task) => covers(task, instant));
    expect(gaps.filter((gap) => covers(gap, instant))).toHaveLength(inTask ? 0 : 1);
  }
}

describe('the timeline of a lane', () => {
  test('tells at every instant of a worker’s life either of a task or of one gap', () => {
    fc.assert(
      fc.property(anyLane, (lane) => {
        for (const one of timelineOf(lane)) {
          expectCovered(one);
          const { ready, ended, tasks, gaps, lastTaskEnded, returned } = one;
          const spans = [...tasks, ...gaps];
          expect(spans.filter(({ from, to }) => from < ready || to > ended || to < from)).toEqual([]);
          expect(lastTaskEnded).toBe(tasks.reduce((last, { to }) => Math.max(last, to), ready));
          const early = gaps.filter(({ from }) => from < lastTaskEnded || from < returned);
          expect(gaps.filter((gap) => gap.kind === 'passing')).toEqual(early);
        }
      }),
    );
  });

  test('is the same from the report of the lane', () => {
    fc.assert(
      fc.property(anyLane, (lane) => {
        const [round] = reportedLane(lane).rounds;
        if (round === undefined) throw new Error('it ran');
        const told = (
          lines: readonly (Omit<ReturnType<typeof timelineOf>[number], 'worker'> & { worker: { id: string } })[],
        ) =>
          lines.map(({ worker: { id }, tasks, ...rest }) => ({
            id,
            ...rest,
            tasks: tasks.map(({ task, ...span }) => ({ id: task.id, ...span })),
          }));
        expect(told(roundTimeline(lane.name, round))).toEqual(told(timelineOf(lane)));
      }),
      { numRuns: 30 },
    );
  });

  test('tells where a pool’s worker waits for others, and where it comes to its end', () => {
    const pool: WorkerScript[] = [
      { id: 'p1', started: 10, exited: 130, tasks: [{ id: 0, from: 12, to: 52 }] },
      { id: 'p2', started: 10, exited: 130, tasks: [{ id: 1, from: 15, to: 115 }] },
    ];
    expect(timelineOf(scriptedLane('thread-pool', pool, 130))[0]?.gaps).toEqual([
      { kind: 'passing', from: 10_000, to: 12_000 },
      { kind: 'queueing', from: 52_000, to: 115_000 },
      { kind: 'tearDown', from: 115_000, to: 130_000 },
    ]);
  });

  test('tells when a task that waits for an emulated GIL holds it', () => {
    const thread: WorkerScript = {
      id: 't1',
      started: 0,
      exited: 50,
      tasks: [
        {
          id: 0,
          from: 0,
          to: 40,
          waits: [
            ['gil', 5, 5],
            ['sleep', 20, 10],
          ],
        },
      ],
    };
    expect(timelineOf(scriptedLane('gil-threads', [thread], 50))[0]?.tasks[0]?.holds).toEqual([
      { from: 0, to: 5_000 },
      { from: 10_000, to: 20_000 },
      { from: 30_000, to: 40_000 },
    ]);
  });
});

describe('the timeline of a lane that goes on', () => {
  const tasks = ['a', 'b', 'c'];

  function running(name: string, started: number): Lane {
    return laneWith(name, tasks, [
      { type: 'worker-started', at: 10, worker: 'w1', kind: 'thread', pid: 1, askedAt: 0 },
      { type: 'worker-started', at: 10, worker: 'w2', kind: 'thread', pid: 1, askedAt: 0 },
      { type: 'task-started', at: 20, worker: 'w1', task: 0 },
      { type: 'task-finished', at: 30, worker: 'w1', task: 0, result: { preview: '', digest: '' } },
      ...Array.from({ length: started - 1 }, (_, place) => ({
        type: 'task-started' as const,
        at: 40,
        worker: 'w2',
        task: place + 1,
      })),
    ]);
  }

  function gapsOf(lane: Lane) {
    return timelineOf(lane, 100)[0]?.gaps.slice(1);
  }

  test('goes up to now', () => {
    const [, second] = timelineOf(running('thread-pool', 2), 100);
    expect(second).toMatchObject({ ready: 10, ended: 100, tasks: [{ from: 40, to: 100 }] });
    expect(timelineOf(running('thread-pool', 2))[1]).toMatchObject({ ended: 40 });
  });

  test('takes a worker without a task for one that gets the next, that has none, or that ends', () => {
    expect(gapsOf(running('thread-pool', 2))).toEqual([{ kind: 'passing', from: 30, to: 100 }]);
    expect(gapsOf(running('thread-pool', 3))).toEqual([{ kind: 'queueing', from: 30, to: 100 }]);
    expect(gapsOf(running('threads', 2))).toEqual([{ kind: 'tearDown', from: 30, to: 100 }]);
  });

  test('does not take one that is gone for one that waits', () => {
    const lane = fold(running('thread-pool', 2), [{ type: 'worker-exited', at: 50, worker: 'w1', code: 1 }]);
    expect(gapsOf(lane)?.at(-1)?.to).toBe(50);
    expect(gapsOf(lane)?.map(({ kind: name }) => name)).not.toContain('passing');
  });
});

describe('the waits of a task', () => {
  const wait = fc.tuple(kind, at, fc.nat(30)).map(([of, from, us]): Wait => ({ kind: of, from, to: from + us }));

  test('do not overlap, and tell of every instant the first kind that was waited for', () => {
    fc.assert(
      fc.property(fc.array(wait, { maxLength: 12 }), at, fc.nat(60), (waits, from, us) => {
        const span = { from, to: from + us };
        const told = apart(waits, span);
        for (let instant = 0.5; instant < 130; instant += 1) {
          const open = covers(span, instant) ? waits.filter((one) => covers(one, instant)) : [];
          const expected = waitKinds.find((each) => open.some((one) => one.kind === each));
          const found = told.filter((one) => covers(one, instant)).map((one) => one.kind);
          expect(found).toEqual(expected === undefined ? [] : [expected]);
        }
        expect(told.every((one) => one.to > one.from)).toBe(true);
        expect(told.map((one) => one.from)).toEqual(told.map((one) => one.from).toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('spans in rows', () => {
  test('overlap in none, and are in the first that was free', () => {
    const span = fc.tuple(at, fc.nat(20)).map(([from, us]) => ({ from, to: from + us }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 40 }), (spans) => {
        const inOrder = spans.toSorted((a, b) => a.from - b.from);
        const ends: number[] = [];
        const expected: Span[][] = [];
        for (const one of inOrder) {
          const free = ends.findIndex((end) => end <= one.from);
          const row = free < 0 ? ends.length : free;
          ends[row] = one.to;
          expected[row] = [...(expected[row] ?? []), one];
        }
        expect(inRows(inOrder)).toEqual(expected);
        const long = spans.filter(({ from, to }) => to > from).map((one) => ({ ...one, amount: 1 }));
        if (long.length === spans.length) expect(expected.length).toBe(mostAtOnce(long));
      }),
    );
  });
});
