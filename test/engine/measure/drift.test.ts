import { expect, test } from 'vitest';
import { driftOf, isRejected } from '../../../src/engine/measure/drift.ts';

test.each([
  [100, 114, false],
  [100, 116, true],
  [116, 100, true],
  [114, 100, false],
  [100, 0, true],
  [0, 0, true],
])('a reference loop that took %f before and %f after has the run rejected: %s', (before, after, expected) => {
  expect(isRejected(before, after)).toBe(expected);
});

test('drift one way is the negative of drift the other way', () => {
  expect(driftOf(100, 150)).toBeCloseTo(0.5, 10);
  expect(driftOf(150, 100)).toBeCloseTo(-0.5, 10);
});
