import { expect, test } from 'vitest';
import { endText, failureText } from '../../../src/engine/lane/failure-text.ts';
import { type LaneTask, newLane } from '../../../src/engine/lane/lane.ts';
import type { Failure } from '../../../src/engine/protocol.ts';

const specs = [1, 2, 3].map((place) => ({ id: place - 1, task: 'x', label: `resize ${place}`, input: null }));
const tasks = newLane('threads', specs).tasks;
const taskAt = (place: number) => tasks.at(place) as LaneTask;
const failed = (error: Failure, place = 0): LaneTask => ({ ...taskAt(place), state: 'failed', error });

test('a failure is told with its task, its kind and its place, in one line', () => {
  const stack =
    'TypeError: no\r\nsize\n    at helper (file:///home/me/resize.ts:14:9)\n    at main (file:///home/me/resize.ts:2:1)';
  const error = { name: 'TypeError', message: 'no\r\nsize', stack };
  expect(failureText([failed(error)])).toBe('resize 1: TypeError: no size, in resize.ts:14');
  expect(failureText([failed(error, 1), failed(error, 2)])).toBe(
    'resize 2: TypeError: no size, in resize.ts:14 (1 more failed)',
  );
  expect(failureText([])).toBeUndefined();
});

test('the place of a traceback is at its end', () => {
  const stack =
    'Traceback (most recent call last):\n  File "/a/b.py", line 3, in task\n  File "/a/c d.py", line 9, in f\nValueError: x\n';
  expect(failureText([failed({ name: 'ValueError', message: 'x', stack })])).toBe(
    'resize 1: ValueError: x, in c d.py:9',
  );
});

test('what names its input itself needs no other name', () => {
  expect(failureText([failed({ name: 'Error', message: 'input 0 is a function' })])).toBe('input 0 is a function');
});

test('a run that ended before it should says what was under way', () => {
  const end = { type: 'run-finished', at: 1, end: 'timed-out', reason: 'took longer than 9 s' } as const;
  expect(endText(end, [])).toBe('took longer than 9 s');
  expect(endText(end, [taskAt(1)])).toBe('took longer than 9 s, with resize 2 under way');
  expect(endText(end, [taskAt(1), taskAt(2)])).toBe('took longer than 9 s, with resize 2 and 1 more under way');
});
