import { expect, test } from 'vitest';
import { differingRuns, resultsOf } from '../../src/engine/measure/results.ts';
import type { TaskSpec } from '../../src/tasks/task.ts';
import { runTasks } from '../run-tasks.ts';

const lanes = ['threads', 'gil-threads'];
const wakeUps = 40;
const tasks: TaskSpec[] = [
  { id: 0, task: 'hog', label: 'hog', input: null, background: true },
  { id: 1, task: 'wake-late', label: 'sleeper', input: { wakeUps, sleepMs: 1, settleMs: 500 } },
];

interface Lateness {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly counts: readonly number[];
}

test('a thread that sleeps beside one that counts measures how late it wakes, ends it, and only under the GIL waits for it', async () => {
  const run = runTasks(tasks, lanes);
  await run.session.finished;
  for (const name of lanes) {
    const lane = run.lane(name);
    expect(lane.state).toBe('finished');
    const [hog, sleeper] = lane.tasks;
    expect(hog?.measured).toMatchObject({ counted: expect.any(Number) });
    expect(sleeper?.result?.preview).toBe(`${wakeUps}`);
    const { p50 = -1, p99 = -1, max = -1, counts = [] } = (sleeper?.measured ?? {}) as Partial<Lateness>;
    expect([p50, p99, max]).toEqual([p50, p99, max].toSorted((a, b) => a - b));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(wakeUps);
    expect(lane.output.tail(1)[0]?.text).toMatch(/^ *(<=|>) [\d.]+ ms +\d+ #+$/);
  }
  expect(
    differingRuns(
      lanes.map((lane) => ({ lane: lane, results: resultsOf(run.lane(lane)) })),
      () => 'all',
    ),
  ).toEqual([]);
  const [free, locked] = lanes.map((lane) => run.lane(lane));
  expect(free?.gil).toBeUndefined();
  expect(free?.tasks.at(1)?.waitedUs.gil).toBe(0);
  expect(locked?.gil?.switches).toBeGreaterThanOrEqual(2);
  expect(locked?.tasks.at(1)?.waitedUs.gil).toBeGreaterThan(0);
});
