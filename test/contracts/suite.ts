import { expect, test, vi } from 'vitest';
import type { Model } from '../../src/engine/catalog.ts';
import type { Lane } from '../../src/engine/lane/lane.ts';
import type { RunEvent } from '../../src/engine/protocol.ts';
import type { RuntimeId } from '../../src/engine/runtimes/runtimes.ts';
import type { TaskSpec } from '../../src/tasks/task.ts';
import { isGroupAlive } from '../processes.ts';
import { fixturesOf, type Given, type RunChoices, runTasks, type Watched } from '../run-tasks.ts';
import { waitFor } from '../wait-for.ts';

/** A model, and how the tests run it. */
export interface Subject {
  readonly model: Model;
  readonly choices?: RunChoices;
}

/** In what the runtimes' own tasks end, where each does so in its own way. */
const inRuntime = {
  node: {
    fixtures: 'fixtures/tasks.ts',
    deaths: [
      ['exits', /exited with code 3/],
      ['killsItself', /SIGKILL/],
      ['throwsLater', /thrown from a timer/],
    ],
    cannotBePassed: /^result of input 0: \.handlers\[1\]\.onDone is a function, which cannot be passed/,
  },
  python: {
    fixtures: 'fixtures/tasks.py',
    deaths: [
      ['exits', /exited with code 3/],
      ['killsItself', /SIGKILL/],
    ],
    cannotBePassed: /pickle/,
  },
} as const satisfies Record<RuntimeId, object>;

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

/** The means of a subject's tests. */
function meansOf({ model, choices = {} }: Subject) {
  const { id, runtime } = model;
  const fixtures = (...tasks: Given[]) => fixturesOf(runtime, ...tasks);
  const start = (tasks: TaskSpec[], more: RunChoices = {}): Watched => runTasks(tasks, [id], { ...choices, ...more });

  async function finish(tasks: TaskSpec[], more?: RunChoices): Promise<Lane> {
    const run = start(tasks, more);
    await run.session.finished;
    const lane = run.lane(id);
    await waitFor('the processes of the run to be gone', () => !isAlive(lane));
    return lane;
  }

  /** The built-in tasks beside one of the test's own. */
  const mixed: TaskSpec[] = [
    { id: 0, task: 'count', label: 'count', input: { n: 3_000_000 } },
    {
      id: 1,
      task: 'print-lines',
      label: 'lines',
      input: { lines: ['Number: 0', 'Number: 1'], howMany: 2, delayMs: 10 },
    },
    ...fixtures('wellBehaved', 'wellBehaved', 'wellBehaved').slice(2),
  ];
  return { ...model, own: inRuntime[runtime], fixtures, start, finish, mixed };
}

/** What every model must do wherever it runs. */
export function coreContract(subject: Subject): void {
  const { id, shared, own, fixtures, start, finish, mixed } = meansOf(subject);

  test('gives the results and lines of every task', async () => {
    const lane = await finish(mixed);
    expect(lane.state).toBe('finished');
    expect(lane.tasks.map(({ result }) => result?.preview)).toEqual(['3000000', '2', '4']);
    expect(lines(lane, 0)).toEqual(['Task completed with count = 3000000']);
    expect(lines(lane, 1)).toEqual(['Number: 0', 'Number: 1']);
    expect(lines(lane, 2)).toEqual(['well 2']);
  });

  test('tells its events in an order that makes sense', async () => {
    const run = start(mixed);
    await run.session.finished;
    const events = run.events(id);
    expect(events[0]?.type).toBe('run-started');
    expect(events.at(-1)?.type).toBe('run-finished');
    expect(events.filter(({ type }) => type === 'run-finished')).toHaveLength(1);
    for (const { id: task } of mixed) expectTaskOrder(events, task);
    for (const [worker, own] of byWorker(events)) {
      const { type } = own[0] as RunEvent;
      expect(type, `first event of ${worker}`).toBe('worker-started');
      const stamps = own.filter(({ type: kind }) => kind !== 'wait' && kind !== 'hold').map(({ at }) => at);
      expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
    }
  });

  test('goes on when a task throws, and tells name, message and stack', async () => {
    const lane = await finish(fixtures('wellBehaved', 'throws', 'wellBehaved'));
    expect(states(lane)).toEqual(['finished', 'failed', 'finished']);
    expect(lane.state).toBe('failed');
    expect(lane.tasks.at(1)?.error).toMatchObject({ name: 'TypeError', message: 'thrown on purpose' });
    expect(lane.tasks.at(1)?.error?.stack).toContain(own.fixtures);
    expect(lines(lane, 1)).toEqual(['before the end']);
  });

  test('counts tasks that came to nothing, finishes nevertheless, and fails where there are no others', async () => {
    const wide = '界'.repeat(300);
    const some = await finish(fixtures('wellBehaved', ['comesToNothing', { reason: wide }]));
    expect([some.state, ...states(some)]).toEqual(['finished', 'finished', 'finished']);
    expect(some.unsuccessful).toEqual({ tasks: 1, of: 2, reasons: { [wide.slice(0, 200)]: 1 } });
    const all = await finish(
      fixtures(['comesToNothing', { reason: 'in vain' }], ['comesToNothing', { reason: 'in vain' }]),
    );
    expect([all.state, all.reason, ...states(all)]).toEqual([
      'failed',
      '2 of 2 failed: in vain',
      'finished',
      'finished',
    ]);
  });

  test('tells the frames of a stack, however long the message before them', async () => {
    const { error } = (await finish(fixtures('throwsLongWords'))).tasks.at(0) ?? {};
    expect(error?.message).toMatch(/^too much: (words )+/);
    expect(error?.stack).toContain('throwsLongWords');
    expect(error?.stack).toContain(own.fixtures);
  });

  test('tells progress as numbers, whatever a task calls it', async () => {
    const run = start(fixtures('progressesOddly'));
    await run.session.finished;
    expect(run.events(id).filter(({ type }) => type === 'progress')).toMatchObject([
      { done: 0, total: Number.MAX_SAFE_INTEGER },
    ]);
    expect(run.lane(id).state).toBe('finished');
  });

  test.each(own.deaths)(
    'tells of a task that %s, keeps what it printed, and loses no more than it shares',
    async (task, reason) => {
      const lane = await finish(fixtures('wellBehaved', task, 'wellBehaved', 'wellBehaved'));
      expect(lane.state).toBe('failed');
      expect(lane.tasks.at(1)?.state).toBe('failed');
      expect(lane.tasks.at(1)?.error?.message).toMatch(reason);
      expect(lines(lane, 1)).toEqual(['before the end']);
      const alone = shared === 'nothing' || (shared === 'thread' && task !== 'killsItself');
      if (alone) expect(states(lane)).toEqual(['finished', 'failed', 'finished', 'finished']);
      else expect(lane.reason).toMatch(reason);
    },
  );
}

/** All else that every model must do. */
export function restOfContract(subject: Subject): void {
  const { id, runtime, workers, own, fixtures, start, finish, mixed } = meansOf(subject);

  test('tells what every worker used, and when it was asked for, began and ended', async () => {
    const lane = await finish(mixed);
    expect(lane.workers.size).toBe({ loop: 1, 'one-a-task': 3, pool: 2 }[workers]);
    for (const worker of lane.workers) {
      expect(worker.startedAt).toBeGreaterThanOrEqual(worker.askedAt);
      expect(worker.exitedAt).toBeGreaterThanOrEqual(worker.startedAt);
      expect(worker.usage?.cpuUs).toBeGreaterThan(0);
    }
    expect(lane.usage?.cpuUs).toBeGreaterThan(0);
    expect(lane.usage?.peakBytes).toBeGreaterThan(1_000_000);
  });

  test('tells that a task ran out of memory', async () => {
    vi.stubEnv('NODE_OPTIONS', '--max-old-space-size=64');
    const lane = await finish(fixtures('runsOutOfMemory')).finally(() => vi.unstubAllEnvs());
    expect(lane.state).toBe('failed');
    expect(lane.tasks.at(0)?.error?.message).toMatch(/memory|SIGABRT/);
  });

  test.each(['sleepsLong', 'ignoresSigterm', 'tidiesUp'])(
    'is gone once it was stopped, when its task %s',
    async (task) => {
      const said = { sleepsLong: 'asleep', ignoresSigterm: 'deaf', tidiesUp: 'ready' }[task] ?? '';
      const run = start(fixtures(task, task));
      await run.printed(id, said);
      run.session.stop();
      await run.session.finished;
      expect(run.lane(id).state).toBe('stopped');
      await waitFor('the processes of the run to be gone', () => !isAlive(run.lane(id)));
    },
  );

  test.each([
    ['sleepsLong', 'sleep'],
    ['waitsLong', 'io'],
  ] as const)('tells what it waited for when it is stopped, when its task %s', async (task, kind) => {
    const run = start(fixtures(task));
    await run.printed(id, { sleep: 'asleep', io: 'waiting' }[kind]);
    if (kind === 'sleep') await waitFor('the sleep', () => run.events(id).some(({ type }) => type === 'wait-begun'));
    run.session.stop();
    await run.session.finished;
    const { tasks } = run.lane(id);
    // Signals reach the main interpreter alone.
    if (kind === 'io' && id === 'py-interpreters') return;
    expect(tasks.at(0)?.waitedUs[kind]).toBeGreaterThan(0);
  });

  test.each(['SIGKILL', 'SIGINT'])(
    'ends when its runner gets %s, with the signal, and leaves nothing',
    async (signal) => {
      const run = start(fixtures('sleepsLong', 'sleepsLong'));
      await run.printed(id, 'asleep');
      await waitFor('the sleep', () => run.events(id).some(({ type }) => type === 'wait-begun'));
      process.kill(await waitFor('the runner', () => run.lane(id).pid), signal);
      await run.session.finished;
      const lane = run.lane(id);
      expect(lane.state).toBe('failed');
      expect(lane.reason).toMatch(new RegExp(`^the runner was killed by ${signal}, with sleepsLong`));
      expect(lane.tasks.at(0)?.error?.message).toBe(`the runner was killed by ${signal}`);
      expect(Math.max(...lane.tasks.map(({ waitedUs }) => waitedUs.sleep))).toBeGreaterThan(0);
      await waitFor('the processes of the run to be gone', () => !isAlive(lane));
    },
  );

  test('tells that a worker process was told to end while the run goes on', async () => {
    const run = start(fixtures('tidiesUp', 'wellBehaved'));
    await run.printed(id, 'ready');
    const { pid, kind } = await waitFor('the worker', () => {
      const { tasks, workers } = run.lane(id);
      return workers.get(tasks.at(0)?.worker ?? '');
    });
    // A thread ends with its process, the runner's.
    const reason = kind === 'process' ? /was killed by SIGTERM/ : /the runner was killed by SIGTERM/;
    process.kill(pid, 'SIGTERM');
    await run.session.finished;
    const lane = run.lane(id);
    expect(lane.state).toBe('failed');
    expect(lane.tasks.at(0)).toMatchObject({ state: 'failed', error: { message: expect.stringMatching(reason) } });
  });

  test('aborts the signal of its tasks when it is stopped', async () => {
    const run = start(fixtures('tidiesUp'));
    await run.printed(id, 'ready');
    run.session.stop();
    await run.session.finished;
    expect(lines(run.lane(id))).toEqual(['ready', 'tidied up']);
  });

  test.runIf(runtime === 'node' && workers !== 'pool')(
    'tells of a task that awaits what nothing will settle',
    async () => {
      const lane = await finish(fixtures('awaitsForever'));
      expect(lane.tasks.at(0)?.error?.message).toMatch(/nothing is left to settle/);
    },
  );

  test('ends a run that takes longer than its time-out', async () => {
    const lane = await finish(fixtures('sleepsLong'), { timeoutSeconds: 0.5 });
    expect(lane).toMatchObject({ state: 'timed-out', reason: 'took longer than 0.5 s, with sleepsLong under way' });
  });

  test('ends although a task left a timer behind', async () => {
    const lane = await finish(fixtures('leaksATimer', 'leaksATimer'));
    expect(states(lane)).toEqual(['finished', 'finished']);
  });

  // Python passes on what pickle takes, or all by reference.
  test.runIf(runtime === 'node')('tells of a result that cannot be passed on, where it has to be', async () => {
    const lane = await finish(fixtures('returnsWhatCannotBePassed', 'wellBehaved'));
    const isPassed = workers !== 'loop';
    expect(states(lane)).toEqual([isPassed ? 'failed' : 'finished', 'finished']);
    if (isPassed) expect(lane.tasks.at(0)?.error?.message).toMatch(own.cannotBePassed);
  });

  test('tells of a task that throws what cannot be told', async () => {
    const lane = await finish(fixtures('throwsWhatThrows', 'wellBehaved'));
    expect(states(lane)).toEqual(['failed', 'finished']);
    expect(lane.tasks.at(0)?.error?.message).toMatch(/again when it is asked what it is/);
  });

  test('takes output of every kind and length as it is', async () => {
    const lane = await finish(fixtures('printsHostile', ['printsLongLine', { characters: 20_000 }]));
    const all = lane.output.tail(100);
    const hostile = '\u001b[2J\u001b]0;title\u0007\u001b[31mred';
    expect(all).toContainEqual(expect.objectContaining({ stream: 'task', task: 0, text: hostile }));
    const [long, short] = lines(lane, 1);
    expect(long).toMatch(/^(äß){4000}… \(12000 more characters\)$/);
    expect(short).toBe('short');
    expect(all).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ stream: 'stdout', text: 'to stdout' }),
        expect.objectContaining({ stream: 'stderr', text: 'to stderr' }),
      ]),
    );
  });

  test('counts every line, however fast they come', async () => {
    const lane = await finish(fixtures(['printsMuch', { lines: 20_000 }], ['printsMuch', { lines: 20_000 }]));
    expect(lane.tasks.map((task) => task.lines)).toEqual([20_000, 20_000]);
    expect(lane.output.count).toBe(40_000);
    expect(lane.output.kept).toBeLessThan(6_000);
  });

  test.runIf(workers === 'one-a-task')('has no more workers alive at once than its limit', async () => {
    const run = start(fixtures(...Array.from({ length: 8 }, () => 'wellBehaved')), { live: 3 });
    await run.session.finished;
    let alive = 0;
    let most = 0;
    for (const { type } of run.events(id)) {
      if (type === 'worker-started') alive += 1;
      if (type === 'worker-exited') alive -= 1;
      most = Math.max(most, alive);
    }
    expect(most).toBeLessThanOrEqual(3);
    expect(run.lane(id)).toMatchObject({ state: 'finished', limit: 3 });
  });
}

function expectTaskOrder(events: readonly RunEvent[], task: number): void {
  // Results are told when the run's clock has stopped.
  const told = events.filter((event) => 'task' in event && event.task === task && event.type !== 'task-result');
  const own = told.map(({ type }) => type);
  expect(own[0]).toBe('task-queued');
  expect(own[1]).toBe('task-started');
  expect(own.at(-1)).toBe('task-finished');
}

function byWorker(events: readonly RunEvent[]): Map<string, RunEvent[]> {
  const attributed = events.filter((event) => 'worker' in event && event.worker !== 'run');
  return Map.groupBy(attributed, (event) => ('worker' in event && event.worker) || '');
}
