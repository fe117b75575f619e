import { describe, expect, test } from 'vitest';
import { fixturesOf, runTasks } from '../run-tasks.ts';

/** The run of a pool with a task of each of these names. */
async function runPool(model: string, workers: number, ...tasks: readonly string[]) {
  const run = runTasks(fixturesOf('node', ...tasks), [model], { workers });
  await run.session.finished;
  const { tasks: ran } = run.lane(model);
  return { outcomes: ran.map(({ state, error }) => error?.message ?? state), events: run.events(model) };
}

describe.each(['thread-pool', 'process-pool'])('%s', (model) => {
  describe.each([1, 2, 4])('of %d', (workers) => {
    test.each([
      ['exits', /exited with code 3/],
      ['throwsLater', /thrown from a timer/],
    ])('goes on when each of its workers was lost to a task that %s, and loses no other task', async (task, reason) => {
      const deadly = Array.from({ length: workers + 1 }, () => task);
      const { outcomes } = await runPool(model, workers, ...deadly, 'wellBehaved', task, 'wellBehaved');
      const lost = expect.stringMatching(reason);
      expect(outcomes).toEqual([...deadly.map(() => lost), 'finished', lost, 'finished']);
    });
  });

  test('tells the exit of a worker that died too, and starts no more workers than that takes', async () => {
    const { events } = await runPool(model, 1, 'exits', 'wellBehaved', 'wellBehaved');
    const told = events.flatMap((event) => {
      if (event.type === 'worker-started') return `${event.worker} started`;
      return event.type === 'worker-exited' ? `${event.worker} exited with ${event.code}` : [];
    });
    expect(told).toEqual(['p1 started', 'p1 exited with 3', 'p2 started', 'p2 exited with 0']);
  });
});

test('a pool of processes goes on when each was killed, with the signal as the reason', async () => {
  const { outcomes } = await runPool('process-pool', 2, 'killsItself', 'killsItself', 'killsItself', 'wellBehaved');
  const killed = expect.stringMatching(/^process was killed by SIGKILL$/);
  expect(outcomes).toEqual([killed, killed, killed, 'finished']);
});
