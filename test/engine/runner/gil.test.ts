import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GilShare, newGil, releaseAfter } from '../../../src/engine/runner/gil/gil.ts';
import type { ScriptedThread, Step } from '../../fixtures/gil-thread.ts';

const program = new URL('../../fixtures/gil-thread.ts', import.meta.url);
/** Longer than any test: nobody is asked to let go. */
const never = 600_000;
/** As in the fixture, which cannot be imported where it does not run as a thread. */
const logAt = 2;
const asked = 1_000;

function newCells(): ScriptedThread['cells'] {
  return new Int32Array(new SharedArrayBuffer(4_096));
}

function start(share: GilShare, self: number, script: readonly Step[], cells = newCells()): Worker {
  const workerData: ScriptedThread = { share, self, script, cells };
  return new Worker(program, { workerData });
}

function ended(worker: Worker): Promise<unknown> {
  return once(worker, 'exit');
}

/** Resolves when the thread has done its step of that name. */
async function done(worker: Worker, step: Step['do']): Promise<void> {
  for (;;) {
    const [message] = await once(worker, 'message');
    if (message === step) return;
  }
}

const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), times: fc.integer({ min: 1, max: 20_000 }) }),
  fc.record({ do: fc.constant('sleep' as const), ms: fc.integer({ min: 0, max: 2 }) }),
);

test('one thread at a time runs, and each comes to its end, whatever they do', async () => {
  const script = fc.array(step, { minLength: 1, maxLength: 10 });
  const scripts = fc.array(script, { minLength: 2, maxLength: 4 });
  const interval = fc.constantFrom(0.05, 0.5, 5);
  const property = fc.asyncProperty(scripts, interval, async (threads, intervalMs) => {
    const share = newGil(intervalMs);
    const cells = newCells();
    const whole = threads.map((steps): Step[] => [{ do: 'take' }, ...steps, { do: 'drop' }]);
    await Promise.all(whole.map((steps, index) => ended(start(share, index + 1, steps, cells))));
    const added = threads.flat().reduce((sum, each) => sum + (each.do === 'add' ? each.times : 0), 0);
    expect(cells[0]).toBe(added);
  });
  await fc.assert(property, { numRuns: 4 });
});

test('a thread that lets go because it was asked to is not the next to hold the lock', async () => {
  const share = newGil(1);
  const cells = newCells();
  const script: Step[] = [{ do: 'take' }, { do: 'add', times: 20_000_000 }, { do: 'drop' }];
  await Promise.all([1, 2].map((self) => ended(start(share, self, script, cells))));
  const log = [...cells.subarray(logAt, logAt + (cells[1] ?? 0))];
  const drops = log.flatMap((entry, index) => (entry > asked ? [{ by: entry - asked, next: log[index + 1] }] : []));
  expect(drops.length).toBeGreaterThan(5);
  expect(drops.filter(({ by, next }) => by === next)).toEqual([]);
});

test('a thread that lets go by itself lets another run at once', async () => {
  const share = newGil(never);
  const holder = start(share, 1, [{ do: 'take' }, { do: 'sleep', ms: 300 }, { do: 'sleep', ms: 300 }, { do: 'drop' }]);
  await done(holder, 'take');
  const other = start(share, 2, [{ do: 'take' }, { do: 'drop' }]);
  await Promise.all([ended(holder), ended(other)]);
});

test.each([
  ['exits', { do: 'exit' as const }, () => undefined],
  ['is terminated', { do: 'hang' as const }, (worker: Worker) => worker.terminate()],
])('a thread that %s while it holds the lock leaves it to the others', async (_, last, end) => {
  const share = newGil(never);
  const dying = start(share, 1, [{ do: 'take' }, { do: 'sleep', ms: 200 }, last]);
  await done(dying, 'take');
  const others = [2, 3].map((self) => start(share, self, [{ do: 'take' }, { do: 'sleep', ms: 500 }, { do: 'drop' }]));
  if (last.do === 'hang') await done(dying, 'hang');
  const gone = ended(dying);
  end(dying);
  await gone;
  releaseAfter(share, 1);
  await Promise.all(others.map(ended));
});

test('a thread that dies while it waits for the lock takes nobody with it', async () => {
  const share = newGil(5);
  const cells = newCells();
  const holder = start(share, 1, [{ do: 'take' }, { do: 'add', times: 50_000_000 }, { do: 'drop' }], cells);
  await done(holder, 'take');
  const waiting = [2, 3].map((self) => start(share, self, [{ do: 'take' }, { do: 'add', times: 50_000_000 }], cells));
  const holderEnded = ended(holder);
  await Promise.all(waiting.map((worker) => done(worker, 'take')));
  for (const [index, worker] of waiting.entries()) {
    await worker.terminate();
    releaseAfter(share, index + 2);
  }
  await holderEnded;
});
