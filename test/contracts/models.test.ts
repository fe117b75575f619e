import { describe, expect, test, vi } from 'vitest';
import { models } from '../../src/engine/catalog.ts';
import type { Lane } from '../../src/engine/lane/lane.ts';
import type { RunEvent } from '../../src/engine/protocol.ts';
import type { TaskSpec } from '../../src/tasks/task.ts';
import { isGroupAlive } from '../processes.ts';
import { fixtures, runTasks } from '../run-tasks.ts';

const stopLimitMs = 1_000;

/** The built-in tasks beside one of the test's own. */
const mixed: TaskSpec[] = [
  { id: 0, task: 'count', label: 'count', input: { n: 3_000_000 } },
  { id: 1, task: 'print-lines', label: 'lines', input: { lines: ['Number: 0', 'Number: 1'], howMany: 2, delayMs: 10 } },
  ...fixtures('wellBehaved', 'wellBehaved', 'wellBehaved').slice(2),
];

function states({ tasks }: Lane): string[] {
  return tasks.map(({ state }) => state);
}

function lines({ output }: Lane, task?: number): string[] {
  return output
    .tail(output.kept)
    .filter((line) => task === undefined || line.task === task)
    .map(({ text }) => text);
}

function isAlive({ pid }: Lane): boolean {
  return pid !== undefined && isGroupAlive(pid);
}

async function finish(tasks: TaskSpec[], model: string, choices = {}): Promise<Lane> {
  const run = runTasks(tasks, [model], choices);
  await run.session.finished;
  const lane = run.lane(model);
  expect(isAlive(lane), 'a process of the run is left').toBe(false);
  return lane;
}

describe.each(models)('$id', ({ id, shared, workers }) => {
  test('gives the results and lines of every task', async () => {
    const lane = await finish(mixed, id);
    expect(lane.state).toBe('finished');
    expect(lane.tasks.map(({ result }) => result?.preview)).toEqual(['3000000', '2', '4']);
    expect(lines(lane, 0)).toEqual(['Task completed with count = 3000000']);
    expect(lines(lane, 1)).toEqual(['Number: 0', 'Number: 1']);
    expect(lines(lane, 2)).toEqual(['well 2']);
  });

  test('tells its events in an order that makes sense', async () => {
    const run = runTasks(mixed, [id]);
    await run.session.finished;
    const events = run.events(id);
    expect(events[0]?.type).toBe('run-started');
    expect(events.at(-1)?.type).toBe('run-finished');
    expect(events.filter(({ type }) => type === 'run-finished')).toHaveLength(1);
    for (const { id: task } of mixed) expectTaskOrder(events, task);
    for (const [worker, own] of byWorker(events)) {
      const { type } = own[0] as RunEvent;
      expect(type, `first event of ${worker}`).toBe('worker-started');
      const stamps = own.filter(({ type: kind }) => kind !== 'wait').map(({ at }) => at);
      expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
    }
  });

  test('tells what every worker used, and when it was asked for, began and ended', async () => {
    const lane = await finish(mixed, id);
    expect(lane.workers.size).toBe({ loop: 1, 'one-a-task': 3, pool: 2 }[workers]);
    for (const worker of lane.workers.values()) {
      expect(worker.startedAt).toBeGreaterThanOrEqual(worker.askedAt);
      expect(worker.exitedAt).toBeGreaterThanOrEqual(worker.startedAt);
      expect(worker.usage?.cpuUs).toBeGreaterThan(0);
    }
    expect(lane.usage?.cpuUs).toBeGreaterThan(0);
    expect(lane.usage?.peakBytes).toBeGreaterThan(1_000_000);
  });

  test('goes on when a task throws, and tells name, message and stack', async () => {
    const lane = await finish(fixtures('wellBehaved', 'throws', 'wellBehaved'), id);
    expect(states(lane)).toEqual(['finished', 'failed', 'finished']);
    expect(lane.state).toBe('failed');
    expect(lane.tasks[1]?.error).toMatchObject({ name: 'TypeError', message: 'thrown on purpose' });
    expect(lane.tasks[1]?.error?.stack).toContain('fixtures/tasks.ts');
    expect(lines(lane, 1)).toEqual(['before the end']);
  });

  test.each([
    ['exits', /exited with code 3/],
    ['killsItself', /SIGKILL/],
    ['throwsLater', /thrown from a timer/],
  ])('tells of a task that %s, keeps what it printed, and loses no more than it shares', async (task, reason) => {
    const lane = await finish(fixtures('wellBehaved', task, 'wellBehaved', 'wellBehaved'), id);
    expect(lane.state).toBe('failed');
    expect(lane.tasks[1]?.state).toBe('failed');
    expect(lane.tasks[1]?.error?.message).toMatch(reason);
    expect(lines(lane, 1)).toEqual(['before the end']);
    const alone = shared === 'nothing' || (shared === 'thread' && task !== 'killsItself');
    if (alone) expect(states(lane)).toEqual(['finished', 'failed', 'finished', 'finished']);
    else expect(lane.reason).toMatch(reason);
  });

  test('tells that a task ran out of memory', async () => {
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=64');
    const lane = await finish(fixtures('runsOutOfMemory'), id).finally(() => vi.unstubAllEnvs());
    expect(lane.state).toBe('failed');
    expect(lane.tasks[0]?.error?.message).toMatch(/memory|SIGABRT/);
  });

  test.each(['sleepsLong', 'ignoresSigterm', 'tidiesUp'])(
    `is gone ${stopLimitMs} ms after it was stopped, when its task %s`,
    { retry: 2 },
    async (task) => {
      const said = { sleepsLong: 'asleep', ignoresSigterm: 'deaf', tidiesUp: 'ready' }[task] ?? '';
      const run = runTasks(fixtures(task, task), [id]);
      await run.printed(id, said);
      const asked = performance.now();
      run.session.stop();
      await run.session.finished;
      expect(performance.now() - asked).toBeLessThan(stopLimitMs);
      expect(run.lane(id).state).toBe('stopped');
      expect(isAlive(run.lane(id))).toBe(false);
    },
  );

  test('aborts the signal of its tasks when it is stopped', async () => {
    const run = runTasks(fixtures('tidiesUp'), [id]);
    await run.printed(id, 'ready');
    run.session.stop();
    await run.session.finished;
    expect(lines(run.lane(id))).toEqual(['ready', 'tidied up']);
  });

  test.runIf(workers !== 'pool')('tells of a task that awaits what nothing will settle', async () => {
    const lane = await finish(fixtures('awaitsForever'), id);
    expect(lane.tasks[0]?.error?.message).toMatch(/nothing was left to settle/);
  });

  test('ends a run that takes longer than its time-out', async () => {
    const lane = await finish(fixtures('sleepsLong'), id, { timeoutSeconds: 0.5 });
    expect(lane).toMatchObject({ state: 'timed-out', reason: 'took longer than 0.5 s' });
  });

  test('ends although a task left a timer behind', async () => {
    const lane = await finish(fixtures('leaksATimer', 'leaksATimer'), id);
    expect(states(lane)).toEqual(['finished', 'finished']);
  });

  test('tells of a result that cannot be passed on', async () => {
    const lane = await finish(fixtures('returnsWhatCannotBePassed'), id);
    expect(lane.tasks[0]?.error?.message).toMatch(/BigInt/);
  });

  test('takes output of every kind and length as it is', async () => {
    const lane = await finish(fixtures('printsHostile', ['printsLongLine', { characters: 20_000 }]), id);
    expect(lines(lane, 0)).toEqual(['\u001b[2J\u001b]0;title\u0007\u001b[31mred']);
    const [long, short] = lines(lane, 1);
    expect(long).toMatch(/^(äß){4000}… \(12000 more characters\)$/);
    expect(short).toBe('short');
    const unattributed = lane.output.tail(100).filter(({ task }) => task === undefined);
    expect(unattributed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ stream: 'stdout', text: 'to stdout' }),
        expect.objectContaining({ stream: 'stderr', text: 'to stderr' }),
      ]),
    );
  });

  test('counts every line, however fast they come', async () => {
    const lane = await finish(fixtures(['printsMuch', { lines: 20_000 }], ['printsMuch', { lines: 20_000 }]), id);
    expect(lane.tasks.map((task) => task.lines)).toEqual([20_000, 20_000]);
    expect(lane.output.count).toBe(40_000);
    expect(lane.output.kept).toBeLessThan(6_000);
  });
});

test.each(['threads', 'forks'])('%s has no more workers alive at once than its limit', async (model) => {
  const tasks = fixtures(...Array.from({ length: 8 }, () => 'wellBehaved'));
  const run = runTasks(tasks, [model], { live: 3 });
  await run.session.finished;
  let alive = 0;
  let most = 0;
  for (const { type } of run.events(model)) {
    if (type === 'worker-started') alive += 1;
    if (type === 'worker-exited') alive -= 1;
    most = Math.max(most, alive);
  }
  expect(most).toBeLessThanOrEqual(3);
  expect(run.lane(model)).toMatchObject({ state: 'finished', limit: 3 });
});

function expectTaskOrder(events: readonly RunEvent[], task: number): void {
  const own = events.filter((event) => 'task' in event && event.task === task).map(({ type }) => type);
  expect(own[0]).toBe('task-queued');
  expect(own[1]).toBe('task-started');
  expect(own.at(-1)).toBe('task-finished');
}

function byWorker(events: readonly RunEvent[]): Map<string, RunEvent[]> {
  const attributed = events.filter((event) => 'worker' in event && event.worker !== 'run');
  return Map.groupBy(attributed, (event) => ('worker' in event && event.worker) || '');
}
