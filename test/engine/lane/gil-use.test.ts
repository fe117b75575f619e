import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../../src/engine/lane/fold.ts';
import { newLane } from '../../../src/engine/lane/lane.ts';
import type { Hold, RunEvent } from '../../../src/engine/protocol.ts';

const hold = fc.record({
  type: fc.constant('hold' as const),
  at: fc.integer({ min: 0, max: 1_000_000 }),
  worker: fc.constantFrom('t1', 't2', 't3'),
  us: fc.integer({ min: 0, max: 20_000 }),
  switched: fc.boolean(),
});

function total(holds: readonly Hold[]): number {
  return holds.reduce((sum, { us }) => sum + us, 0);
}

test('holds are counted exactly, however they come, and the last are kept in their order', () => {
  fc.assert(
    fc.property(fc.array(hold, { minLength: 1, maxLength: 400 }), fc.nat(400), (holds, cut) => {
      const fresh = newLane('gil-threads', []);
      const lane = fold(fold(fresh, holds.slice(0, cut)), holds.slice(cut));
      const { lastHolds = [], ...totals } = lane.gil ?? {};
      const switches = holds.filter(({ switched }) => switched).length;
      expect(totals).toEqual({ switches, holds: holds.length, heldUs: total(holds) });
      expect(lastHolds.length).toBe(Math.min(256, holds.length));
      expect(lastHolds.map(({ at }) => at)).toEqual(lastHolds.map(({ at }) => at).toSorted((a, b) => a - b));
    }),
  );
});

test('what a task measured is kept beside its result', () => {
  const lane = newLane('threads', [{ id: 0, task: 'hog', label: 'hog', input: null }]);
  const result = { preview: 'null', digest: 'null' };
  const event: RunEvent = { type: 'task-finished', at: 1, worker: 't1', task: 0, result, measured: { counted: 5 } };
  expect(fold(lane, [event]).tasks.at(0)).toMatchObject({ state: 'finished', result, measured: { counted: 5 } });
});
