import { expect, test } from 'vitest';
import { closingOf } from '../../../src/engine/lane/closing.ts';
import { finishedLane, laneWith } from '../../lanes.ts';

test('a lane says its sentence, with its seconds, once all its tasks are done', () => {
  const lane = finishedLane('threads', 1_034);
  expect(closingOf(lane, 'All tasks completed!')).toBe('All tasks completed!');
  expect(closingOf(lane, 'Duration: {seconds} seconds')).toBe('Duration: 1.03 seconds');
  expect(closingOf({ ...lane, state: 'failed' }, 'Duration: {seconds} seconds')).toBeUndefined();
  expect(closingOf(laneWith('threads', ['a'], []), 'All tasks completed!')).toBeUndefined();
});
