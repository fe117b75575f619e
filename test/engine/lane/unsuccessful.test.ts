import { expect, test } from 'vitest';
import { type Unsuccessful, unsuccessfulText, withOneMore } from '../../../src/engine/lane/unsuccessful.ts';

function counted(of: number, ...reasons: readonly string[]): Unsuccessful {
  return reasons.reduce<Unsuccessful>(withOneMore, { tasks: 0, of, reasons: {} });
}

test.each([
  [counted(8), []],
  [counted(2, 'refused', 'refused'), ['2 of 2 failed: refused']],
  [counted(8, 'reset', 'refused', 'refused'), ['3 of 8 failed: refused (2), reset (1)']],
  [counted(8, 'a', 'b', 'c', 'd'), ['4 of 8 failed: a (1), b (1), c (1), other reasons']],
  [counted(2, '__proto__', 'constructor'), ['2 of 2 failed: __proto__ (1), constructor (1)']],
])('%j is told in a few words', (unsuccessful, text) => {
  expect(unsuccessfulText(unsuccessful)).toEqual(text);
});

test('as many reasons as tasks are counted in bounded memory', () => {
  const { tasks, reasons } = counted(1_000, ...Array.from({ length: 1_000 }, (_, index) => `reason ${index}`));
  expect([tasks, Object.keys(reasons).length, reasons['other reasons']]).toEqual([1_000, 17, 984]);
});
