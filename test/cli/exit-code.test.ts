import { expect, test } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-code.ts';
import type { LaneState } from '../../src/engine/lane/lane.ts';
import { newLane } from '../../src/engine/lane/lane.ts';

function lane(state: LaneState, began: boolean) {
  return { ...newLane('threads', []), state, ...(began && { epoch: 1n }) };
}

test.each([
  ['all finished', [lane('finished', true), lane('finished', true)], 0],
  ['one stopped by the user', [lane('finished', true), lane('stopped', true)], 0],
  ['one that cannot run here', [lane('finished', true), lane('unavailable', false)], 0],
  ['one failed', [lane('finished', true), lane('failed', true)], 1],
  ['one too slow even to begin', [lane('timed-out', false)], 1],
  ['none that could be started', [lane('failed', false)], 3],
  ['none that can run here', [lane('unavailable', false)], 3],
])('with %s the program ends with its code', (_, lanes, code) => {
  expect(exitCodeOf(lanes, [])).toBe(code);
});

test('lanes in which not the same tasks failed end it as a failure does', () => {
  const lanes = [lane('finished', true), lane('finished', true)];
  expect(exitCodeOf(lanes, [{ id: 'failures-differ' }])).toBe(1);
  expect(exitCodeOf(lanes, [{ id: 'machine-busy' }])).toBe(0);
});
