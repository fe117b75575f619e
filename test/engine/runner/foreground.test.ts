import { expect, test } from 'vitest';
import { Foreground } from '../../../src/engine/runner/foreground.ts';
import type { TaskSpec } from '../../../src/tasks/task.ts';

function spec(id: number, background?: true): TaskSpec {
  return { id, task: 'count', label: '', input: null, ...(background && { background }) };
}

test('tasks in the background are wanted until the last of the others has ended', () => {
  const tasks = [spec(0, true), spec(1), spec(2), spec(3, true)];
  const foreground = new Foreground(tasks);
  const elsewhere = new Foreground(foreground.cell);
  expect(elsewhere.some).toBe(true);
  foreground.ended(spec(1));
  foreground.ended(spec(0, true));
  expect(elsewhere.some).toBe(true);
  elsewhere.ended(spec(2));
  expect(foreground.some).toBe(false);
});

test('an end that is told twice counts once', () => {
  const foreground = new Foreground([spec(0), spec(1)]);
  foreground.ended(spec(0));
  foreground.ended(spec(0));
  expect(foreground.some).toBe(true);
});
