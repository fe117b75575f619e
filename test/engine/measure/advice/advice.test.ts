import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adviceOn } from '../../../../src/engine/measure/advice/advice.ts';
import type { Advice, AdvisedLane, AdvisedWork } from '../../../../src/engine/measure/advice/advised.ts';
import { partNames } from '../../../../src/engine/measure/time/breakdown.ts';
import { made, work } from './made.ts';

function ids(one: AdvisedWork): string[] {
  return adviceOn(one).map(({ id }) => id);
}

function said(id: Advice['id'], one: AdvisedWork): string {
  return adviceOn(one).find((advice) => advice.id === id)?.text ?? '';
}

/** Work that keeps a core busy for a second, one task after the other. */
const computing = made('sequential', 1_000, { running: 1_000 });
const inPython = made('py-sequential', 1_000, { running: 1_000 });

describe('of work that computes on the event loop', () => {
  const promises = made('promises', 1_000, { running: 980, io: 20 }, { depth: 8 });
  const pool = (wallMs: number) => made('thread-pool', wallMs, { running: 1_000 }, { alive: 2, depth: 2 });

  test('workers are advised where they are faster by a tenth', () => {
    expect(ids(work([computing, promises, pool(905)]))).toContain('computes-on-the-loop');
    expect(ids(work([computing, promises, pool(915)]))).not.toContain('computes-on-the-loop');
    expect(said('computes-on-the-loop', work([computing, promises, pool(500)]))).toMatch(
      /^promises was 1\.00× as fast as sequential: .* 98\.0 % .*thread-pool was 2\.00× as fast as promises$/,
    );
  });

  test('nothing is advised where promises are faster by a tenth, or there is but one core', () => {
    const faster = { ...promises, wallMs: 900 };
    expect(ids(work([computing, faster, pool(500)]))).not.toContain('computes-on-the-loop');
    const one = { ground: { tasks: 8, workers: 2, live: 64, cores: 1 } };
    expect(ids(work([computing, promises, pool(500)], one))).not.toContain('computes-on-the-loop');
  });

  test('where workers were not measured it takes work that is long enough for them', () => {
    const short = { ...promises, workMs: 199 };
    expect(ids(work([computing, short]))).toEqual([]);
    expect(ids(work([computing, promises]))).toEqual(['computes-on-the-loop']);
  });
});

describe('of waits that block the event loop', () => {
  const waiting = made('sequential', 1_000, { running: 20, io: 980 });
  const promises = (share: number) =>
    made('promises', 1_000, { running: 1_000 * (1 - share), io: 1_000 * share }, { depth: 1 });
  const threads = (wallMs: number) => made('threads', wallMs, { running: 20, io: 980 }, { alive: 8, depth: 8 });

  test('the blocking call of an asynchronous function is told', () => {
    const text = said('blocks-the-loop', work([waiting, promises(0.97), threads(150)], { isAsync: true }));
    expect(text).toMatch(/^the function is asynchronous, but a call in it blocks .*97\.0 %.*threads was 6\.67×/);
    expect(said('blocks-the-loop', work([waiting, promises(0.97)], { isAsync: false }))).toMatch(
      /^the function is not asynchronous/,
    );
  });

  test('nothing is told where waits are short, overlap, or are no shorter for workers', () => {
    const of = (lanes: readonly AdvisedLane[]) => ids(work([waiting, ...lanes], { isAsync: true }));
    expect(of([promises(0.26), threads(150)])).toContain('blocks-the-loop');
    expect(of([promises(0.24), threads(150)])).not.toContain('blocks-the-loop');
    expect(of([{ ...promises(0.97), wallMs: 900 }, threads(150)])).toEqual([]);
    expect(of([promises(0.97), threads(920)])).toEqual([]);
  });

  test('nothing is told of a function that nobody looked at', () => {
    expect(ids(work([waiting, promises(0.97), threads(150)]))).toEqual([]);
  });
});

describe('of libuv’s pool', () => {
  const hashing = (native: number, depth = 12) => made('promises', 500, { native, io: 500 - native }, { depth });
  const cores = (count: number) => ({ ground: { tasks: 12, workers: 2, live: 64, cores: count } });

  test('more threads are advised where there are cores for them and tasks to use them', () => {
    expect(ids(work([hashing(400)], cores(8)))).toEqual(['libuv-pool-too-small']);
    expect(ids(work([hashing(400)], cores(4)))).toEqual([]);
    expect(ids(work([hashing(400, 4)], cores(8)))).toEqual([]);
    expect(ids(work([hashing(120)], cores(8)))).toEqual([]);
    expect(ids(work([hashing(130)], cores(8)))).toEqual(['libuv-pool-too-small']);
  });

  test('the number that was measured is told', () => {
    const text = (isChosen: boolean) =>
      said('libuv-pool-too-small', work([hashing(400)], { ...cores(8), libuvThreads: { count: 4, isChosen } }));
    expect(text(true)).toContain('the 4 threads of --libuv-threads for native code');
    expect(text(false)).toMatch(/up to 12 tasks .* the 4 threads of libuv's own .* UV_THREADPOOL_SIZE=8/);
  });
});

describe('of what workers cost', () => {
  const pool = (passing: number, more: Partial<AdvisedLane> = {}) =>
    made('thread-pool', 800, { running: 500, passing }, { alive: 2, depth: 2, ...more });

  test('passing data is told where it takes longer than the work, and is more than messages', () => {
    expect(ids(work([computing, pool(490)]))).toEqual([]);
    expect(ids(work([computing, pool(510)]))).toEqual(['data-costs-more-than-work']);
    const many = { ground: { tasks: 1_000, workers: 2, live: 64, cores: 2 } };
    expect(ids(work([computing, pool(510)], many))).toEqual([]);
    const passing = { inputMs: 400, inputBytes: 240e6, resultMs: 110 };
    expect(said('data-costs-more-than-work', work([computing, pool(510, { passing })]))).toMatch(
      /0\.51 s .*inputs of 240 MB 0\.40 s, results 0\.11 s.*transfer/,
    );
    const forks = { ...pool(510), lane: 'forks' };
    expect(said('data-costs-more-than-work', work([computing, forks]))).toContain('use threads, which can move');
  });

  test('loading the module is told where it takes a quarter of the time', () => {
    const loading = (ms: number) => pool(0, { loadsMs: [ms, ms] });
    expect(ids(work([computing, loading(195)]))).toEqual([]);
    expect(ids(work([computing, loading(205)]))).toEqual(['module-loads-long']);
    // It took as long as that only as other workers had the cores meanwhile.
    expect(ids(work([computing, loading(400)], { loadMs: 195 }))).toEqual([]);
    expect(said('module-loads-long', work([computing, loading(205)], { mayMakeInputs: true }))).toMatch(
      /for 0\.20 s, 2 workers for 0\.41 s, beside 0\.50 s of work: .*inputs that are made there/,
    );
  });

  test('nothing is told of what costs a lane that would not be the fastest without it either', () => {
    const loading = pool(0, { loadsMs: [400, 400] });
    const promises = (wallMs: number) => made('promises', wallMs, { io: wallMs }, { depth: 8 });
    expect(ids(work([computing, loading, promises(450)]))).toEqual(['module-loads-long']);
    expect(ids(work([computing, loading, promises(430)]))).toEqual([]);
    const passing = pool(1_000, { wallMs: 800 });
    expect(ids(work([computing, passing, promises(340)]))).toEqual(['data-costs-more-than-work']);
    expect(ids(work([computing, passing, promises(320)]))).toEqual([]);
  });

  test('work that is too short for workers is told with the length from which it is not', () => {
    const base = (ms: number) => made('sequential', ms + 1, { running: ms }, { workMs: ms, cpuMs: ms });
    const starting = made(
      'thread-pool',
      64,
      { startUp: 80, running: 4, tearDown: 10 },
      { startUpMs: 45, workMs: 14, tearDownMs: 5, alive: 2, cpuMs: 70 },
    );
    expect(ids(work([base(4), starting]))).toEqual(['work-too-short']);
    expect(said('work-too-short', work([base(4), starting]))).toMatch(
      /^8 tasks of 0\.5 ms are 4\.0 ms of work, and thread-pool, .*50 ms.*: below about \d+ ms a task/,
    );
    expect(ids(work([base(60), starting]))).toEqual([]);
  });
});

describe('of workers', () => {
  test('more of them than cores are told where their starts take a tenth of the time', () => {
    const pool = (startUp: number, base = computing) =>
      work([base, made('thread-pool:8', 1_000, { startUp, running: 1_000 }, { alive: 8, depth: 8 })]);
    expect(ids(pool(230))).toEqual([]);
    expect(ids(pool(250))).toEqual(['more-workers-than-cores']);
    expect(said('more-workers-than-cores', pool(400))).toMatch(
      /8 workers on 2 cores .*0\.40 s .*0\.15 s .*--workers 2$/,
    );
    expect(ids(pool(400, made('sequential', 1_000, { running: 100, io: 900 })))).toEqual([]);
  });

  test('their memory is told where it comes near to what was free', () => {
    const forks = (peakBytes: number) =>
      work([made('forks', 400, { running: 800 }, { alive: 8, depth: 8, peakBytes })], { freeBytes: 1e9 });
    expect(ids(forks(0.79e9))).toEqual([]);
    expect(ids(forks(0.81e9))).toEqual(['memory-runs-short']);
    expect(said('memory-runs-short', forks(0.8e9))).toContain('800 MB of the 1000 MB that were free');
  });
});

describe('of tasks that compute for unequal times', () => {
  const lanes = (lengthsMs: readonly number[]) => {
    const ms = lengthsMs.reduce((sum, one) => sum + one, 0);
    return work(
      [
        made('sequential', ms, { running: ms }, { lengthsMs }),
        made('thread-pool', ms / 2, { running: ms }, { alive: 2, depth: 2 }),
      ],
      { ground: { tasks: lengthsMs.length, workers: 2, live: 64, cores: 2 } },
    );
  };

  test('another order is advised where it gains a tenth', () => {
    const last = [100, 100, 100, 100, 100, 300];
    expect(said('tasks-uneven', lanes(last))).toMatch(
      /2 at a time, they take 0\.50 s .*0\.40 s with the longest first/,
    );
    expect(ids(lanes(last.toReversed()))).toEqual([]);
  });

  test('splitting is advised where one task alone is longer than the rest takes', () => {
    expect(said('tasks-uneven', lanes([600, 100, 100, 100, 100]))).toMatch(
      /could be done in 0\.50 s, but for that one/,
    );
    expect(ids(lanes([520, 100, 100, 150, 150]))).toEqual([]);
  });

  test('nothing is advised where they are even', () => {
    expect(ids(lanes([100, 100, 100, 140]))).toEqual([]);
  });
});

describe('of threads under CPython’s GIL', () => {
  const threads = (wallMs: number) =>
    made('py-threads', wallMs, { running: 1_000, gil: 800 }, { alive: 8, depth: 8, sharesGil: true });
  const processes = (wallMs: number) => made('py-process-pool', wallMs, { running: 1_000 }, { alive: 2, depth: 2 });

  test('a GIL that is never let go is told where processes are faster by a tenth', () => {
    expect(ids(work([inPython, threads(950), processes(600)]))).toEqual(['gil-not-released']);
    expect(ids(work([inPython, threads(950), processes(900)]))).toEqual([]);
    expect(ids(work([inPython, threads(900), processes(600)]))).toEqual([]);
    expect(said('gil-not-released', work([inPython, threads(1_000), processes(500)]))).toMatch(
      /^py-threads was 1\.00× .*0\.80 s of the 1\.80 s .*py-process-pool.* 2\.00×/,
    );
  });

  test('native code that lets it go is told from one and a half times the speed on', () => {
    expect(ids(work([inPython, threads(660)]))).toEqual(['gil-released']);
    expect(ids(work([inPython, threads(670)]))).toEqual([]);
    expect(ids(work([inPython, threads(600), processes(500)]))).toEqual([]);
  });

  test('nothing of it is told of threads without one, or of work that waits', () => {
    expect(ids(work([inPython, { ...threads(950), sharesGil: false }, processes(600)]))).toEqual([]);
    const waiting = made('py-sequential', 1_000, { running: 20, io: 980 });
    expect(ids(work([waiting, threads(150), processes(600)]))).toEqual([]);
  });
});

const ms = fc.double({ min: 0, max: 1e5, noNaN: true });
const anyLane = fc.record({
  lane: fc.constantFrom('sequential', 'promises', 'promises:3', 'threads', 'thread-pool:9', 'py-threads', 'unknown'),
  wallMs: fc.double({ min: 0.001, max: 1e5, noNaN: true }),
  startUpMs: ms,
  workMs: ms,
  tearDownMs: ms,
  cpuMs: ms,
  breakdownMs: fc
    .array(ms, { minLength: partNames.length, maxLength: partNames.length })
    .map((values) => Object.fromEntries(partNames.map((name, place) => [name, values[place] ?? 0])) as never),
  depth: fc.nat(100),
  alive: fc.nat(100),
  lengthsMs: fc.array(ms, { maxLength: 5 }),
  loadsMs: fc.array(ms, { maxLength: 5 }),
  sharesGil: fc.boolean(),
});

test('whatever was measured, each piece of advice is given once, with figures and a source', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyLane, { selector: ({ lane }) => lane }), fc.boolean(), (lanes, isAsync) => {
      const advice = adviceOn(work(lanes, { isAsync, freeBytes: 1e9 }));
      expect(new Set(advice.map(({ id }) => id)).size).toBe(advice.length);
      for (const { text, source } of advice) {
        expect(text).toMatch(/\d/);
        expect(text).not.toMatch(/NaN|Infinity|undefined/);
        expect(source).toMatch(/^https:\/\/(nodejs\.org|docs\.python\.org\/3)\/\S+$/);
        // It stands in a line of its own, after two spaces.
        expect(source.length).toBeLessThanOrEqual(78);
      }
    }),
  );
});
