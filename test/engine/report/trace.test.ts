import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trace } from '../../../src/engine/report/render/trace.ts';
import type { ReportLane } from '../../../src/engine/report/report.ts';
import type { ReportRound } from '../../../src/engine/report/round.ts';
import { sampleReport } from './reports.ts';
import { checkTrace } from './trace-checker.ts';

interface Event {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: Readonly<Record<string, unknown>>;
}

function eventsOf(text: string): Event[] {
  return (JSON.parse(text) as { traceEvents: Event[] }).traceEvents;
}

describe('the trace of a report', () => {
  const text = trace(sampleReport());
  const events = eventsOf(text);
  const inProcess = (name: string) => {
    const pid = events.find((event) => event.name === 'process_name' && event.args?.['name'] === name)?.pid;
    return events.filter((event) => event.pid === pid);
  };

  test('keeps to the format', () => {
    expect(checkTrace(text)).toEqual([]);
  });

  test('has a track for each of ten threads, with start-up, task and tear-down in it', () => {
    const threads = inProcess('threads');
    expect(threads.filter(({ name }) => name === 'thread_name')).toHaveLength(10);
    const first = threads.filter(({ ph, tid }) => ph === 'X' && tid === 1).map(({ name, ts, dur }) => [name, ts, dur]);
    expect(first).toEqual([
      ['t1', 5_000, 255_000],
      ['start-up', 5_000, 35_000],
      ['fetch 1', 42_000, 208_000],
      ['tear-down', 250_000, 10_000],
    ]);
  });

  test('shows when a thread waited for the GIL and when it held it', () => {
    const names = inProcess('gil-threads')
      .filter(({ ph, tid }) => ph === 'X' && tid === 3)
      .map(({ name }) => name);
    expect(names).toEqual([
      'g3',
      'start-up',
      'fetch 3',
      'holds the GIL',
      'waits for the GIL',
      'holds the GIL',
      'tear-down',
    ]);
  });

  test('draws tasks that overlap on one loop as asynchronous slices with their waits', () => {
    const promises = inProcess('promises');
    expect(promises.filter(({ ph, name }) => ph === 'b' && name.startsWith('fetch'))).toHaveLength(10);
    expect(promises.filter(({ ph, name }) => ph === 'b' && name === 'sleep')).toHaveLength(10);
  });

  test('counts the tasks under way and those that wait', () => {
    const counts = inProcess('promises')
      .filter(({ ph }) => ph === 'C')
      .map(({ args }) => args);
    expect(Math.max(...counts.map((args) => Number(args?.['waiting'])))).toBe(10);
    expect(counts.at(-1)).toEqual({ active: 0, waiting: 0 });
  });
});

const anyMs = fc.double({ min: -5, max: 40, noNaN: true });
const anyTask = fc.record({
  worker: fc.constantFrom('w1', 'w2'),
  startedMs: anyMs,
  lasted: fc.option(fc.double({ min: 0, max: 20, noNaN: true })),
  waits: fc.array(fc.record({ kind: fc.constantFrom('sleep' as const, 'gil' as const), atMs: anyMs, ms: anyMs }), {
    maxLength: 4,
  }),
});

test('the trace of whatever was told, in whatever order and with whatever stamps, keeps to the format', () => {
  const { lanes, ...report } = sampleReport();
  const lane = lanes[0] as ReportLane;
  const round = lane.rounds[0] as ReportRound;
  const anyWorker = fc.record({ askedMs: anyMs, startedMs: anyMs, exitedMs: anyMs });
  fc.assert(
    fc.property(fc.array(anyTask, { maxLength: 6 }), fc.tuple(anyWorker, anyWorker), (tasks, workers) => {
      const told: ReportRound = {
        ...round,
        wallMs: 30,
        workers: workers.map((times, index) => ({ id: `w${index + 1}`, kind: 'thread', pid: 1, ...times })),
        tasks: tasks.map(({ lasted, ...task }, id) => ({
          ...{ id, label: `task ${id}`, state: 'finished', waitedMs: {}, lines: 0, ...task },
          ...(lasted !== null && { finishedMs: task.startedMs + lasted }),
        })),
      };
      expect(checkTrace(trace({ ...report, lanes: [{ ...lane, rounds: [told] }] }))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

describe('the checker refuses a trace', () => {
  const name = (tid: number) => ({ name: 'thread_name', ph: 'M', ts: 0, pid: 1, tid, args: { name: 'w' } });
  const named = [{ name: 'process_name', ph: 'M', ts: 0, pid: 1, tid: 0, args: { name: 'p' } }, name(1)];
  const slice = (from: number, dur: number, more = {}) => ({
    name: `s${from}`,
    ph: 'X',
    ts: from,
    dur,
    pid: 1,
    tid: 1,
    ...more,
  });
  const asynchronous = (ph: string, ts: number, more = {}) => ({
    name: 'a',
    cat: 'c',
    id: '1',
    ph,
    ts,
    pid: 1,
    tid: 1,
    ...more,
  });
  const check = (...events: object[]) => checkTrace(JSON.stringify({ traceEvents: [...named, ...events] }));

  test('not one in which slices nest, touch and share a begin', () => {
    expect(
      check(slice(0, 100), slice(0, 50), slice(50, 50), slice(60, 10), asynchronous('b', 1), asynchronous('e', 2)),
    ).toEqual([]);
  });

  test.each<[string, object[], RegExp]>([
    ['whose slices overlap', [slice(0, 100), slice(50, 100)], /"s50" begins inside "s0" and ends after it/],
    ['with a time below zero', [slice(-5, 10)], /no ts/],
    ['with a slice of less than no length', [slice(0, -10)], /no dur of zero or more/],
    ['with a slice without length', [slice(0, 10, { dur: undefined })], /no dur/],
    ['with a phase that does not exist', [slice(0, 10, { ph: 'Z' })], /unknown phase Z/],
    ['without a process', [slice(0, 10, { pid: undefined })], /no whole pid/],
    ['without a name', [slice(0, 10, { name: undefined })], /has no name/],
    ['whose inner slice comes before the outer one', [slice(0, 5), slice(0, 10)], /is around "s0" and comes after it/],
    ['with a thread that is no number', [slice(0, 10, { tid: 'main' })], /no whole tid/],
    ['with a process without a name', [slice(0, 10, { pid: 2 })], /process 2 has no name/],
    ['with a thread without a name', [slice(0, 10, { tid: 2 })], /thread 1\/2 has no name/],
    ['with a thread of two names', [name(1)], /two names/],
    ['with an asynchronous slice that never ends', [asynchronous('b', 1)], /never ends/],
    ['with an end without a begin', [asynchronous('e', 1)], /not the newest begin/],
    [
      'with an end of another slice',
      [asynchronous('b', 1), asynchronous('e', 2, { scope: 's' })],
      /not the newest begin/,
    ],
    [
      'with ends in the wrong order',
      [asynchronous('b', 1), asynchronous('b', 2, { name: 'i' }), asynchronous('e', 3)],
      /not the newest begin/,
    ],
    ['with an end before its begin', [asynchronous('b', 5), asynchronous('e', 4)], /out of order/],
    ['with an asynchronous slice without an id', [asynchronous('b', 1, { id: undefined })], /without an id/],
    [
      'with a counter of words',
      [{ name: 'n', ph: 'C', ts: 0, pid: 1, tid: 0, args: { n: 'many' } }],
      /counter without numbers/,
    ],
    [
      'with metadata without the name it is for',
      [{ name: 'thread_name', ph: 'M', ts: 0, pid: 1, tid: 7, args: {} }],
      /metadata without its name/,
    ],
    [
      'with metadata of no meaning',
      [{ name: 'colour', ph: 'M', ts: 0, pid: 1, tid: 0, args: {} }],
      /unknown name colour/,
    ],
  ])('%s', (_, events, problem) => {
    expect(check(...events).join('\n')).toMatch(problem);
  });

  test('that is no JSON, or no object with events', () => {
    expect(checkTrace('{')[0]).toMatch(/no JSON/);
    expect(checkTrace('[]')).toEqual(['has no list of traceEvents']);
    expect(checkTrace('{"traceEvents":[3],"displayTimeUnit":"s"}')).toHaveLength(2);
  });
});
