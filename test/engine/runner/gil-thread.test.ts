import { expect, test } from 'vitest';
import type { TaskSpec } from '../../../src/tasks/task.ts';
import { fixturesOf, runTasks } from '../../run-tasks.ts';

/** Longer than any test: who holds the lock is never asked to let go. */
const never = 60_000;
const model = 'gil-threads';

test('a task lets go of the lock whenever it awaits, whatever it awaits', async () => {
  const [waiting, other] = fixturesOf('node', 'awaitsWhileWanted', 'wellBehaved') as [TaskSpec, TaskSpec];
  const run = runTasks([{ ...waiting, background: true }, other], [model], { switchIntervalMs: never });
  await run.session.finished;
  expect(run.lane(model).tasks.map(({ state }) => state)).toEqual(['finished', 'finished']);
});

test('a task that ends its thread while it holds the lock leaves it to the others', async () => {
  const tasks = fixturesOf('node', 'exits', 'exits', 'wellBehaved', 'wellBehaved');
  const run = runTasks(tasks, [model], { switchIntervalMs: never });
  await run.session.finished;
  expect(run.lane(model).tasks.map(({ state }) => state)).toEqual(['failed', 'failed', 'finished', 'finished']);
});

test('no two holds of the lock overlap, and all of them are told', async () => {
  const count = (id: number): TaskSpec => ({ id, task: 'count', label: 'count', input: { n: 100_000_000 } });
  const run = runTasks([count(0), count(1)], [model], { switchIntervalMs: 1 });
  await run.session.finished;
  const { gil, lastAt } = run.lane(model);
  expect(gil?.switches).toBeGreaterThanOrEqual(2);
  expect(gil?.holds).toBeGreaterThanOrEqual(gil?.switches ?? 0);
  expect(gil?.heldUs).toBeLessThanOrEqual(lastAt);
  const spans = gil?.lastHolds ?? [];
  const overlaps = spans.filter(({ at }, index) => {
    const before = spans[index - 1];
    return before !== undefined && before.at + before.us > at;
  });
  expect(overlaps).toEqual([]);
});
