import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { models } from '../../src/engine/catalog.ts';
import { readLine } from '../../src/engine/protocol/read-event.ts';
import type { RunRequest } from '../../src/engine/protocol/request.ts';
import type { EventOf, EventType, RunEvent } from '../../src/engine/protocol.ts';
import { whyNot } from '../../src/engine/runtimes/interpreters.ts';
import type { TaskSpec } from '../../src/tasks/task.ts';
import { eventLines } from '../event-lines.ts';
import { usablePythons } from '../pythons.ts';

const pythons = await usablePythons();
const file = fileURLToPath(new URL('../fixtures/own_work.py', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lanes-own-work-'));
afterAll(() => rmSync(folder, { recursive: true }));

type More = Partial<Pick<RunRequest, 'reference' | 'underWay' | 'workers' | 'lane'>> & {
  readonly tasks?: number;
  readonly path?: string;
  readonly inputs?: NonNullable<RunRequest['work']>['inputs'];
};

/** The events of a run of the function `name` of the user's file, or of another file. */
async function runOwn(command: string, model: string, name: string, more: More = {}): Promise<RunEvent[]> {
  const { tasks = 4, path = file, inputs = { from: 'file' }, ...rest } = more;
  const module = pathToFileURL(path).href;
  const specs = Array.from(
    { length: tasks },
    (_, id): TaskSpec => ({ id, task: name, module, label: name, input: null }),
  );
  const lines = await eventLines(
    model,
    specs,
    { python: [{ command, tag: command }] },
    { work: { path, name, inputs }, ...rest },
  );
  return lines.slice(0, -1).flatMap((line) => {
    const events = readLine(line);
    if (events === undefined) throw new Error(`no event: ${line}`);
    return events;
  });
}

function all<T extends EventType>(events: readonly RunEvent[], type: T): EventOf<T>[] {
  const isOf = (event: RunEvent): event is RunEvent & EventOf<T> => event.type === type;
  return events.filter(isOf);
}

function previews(events: readonly RunEvent[]): string[] {
  return all(events, 'task-result').map(({ result }) => result.preview);
}

const cases = pythons.flatMap((python) =>
  models
    .filter((model) => model.runtime === 'python' && whyNot(model, python) === undefined)
    .map(({ id }) => ({ id, command: python.command, version: python.version, isFirst: python === pythons[0] })),
);

describe.each(cases)('$id on Python $version runs a file of the user', ({ id, command, isFirst }) => {
  const run = (name: string, more?: More) => runOwn(command, id, name, more);
  const isProcess = id.includes('process');
  const isInterpreter = id === 'py-interpreters';

  test('with inputs and results of every kind, which are the same as under the first model', async () => {
    const reference = join(folder, `${command.replaceAll('/', '_')}-kinds`);
    const events = await run('task', { reference });
    expect(all(events, 'task-failed')).toEqual([]);
    const results = all(events, 'task-result');
    expect(results).toHaveLength(4);
    expect(results.filter(({ differs }) => differs !== undefined)).toEqual([]);
    expect(results[1]?.result.preview).toContain("'box': Box(size=1, made=datetime(");
    expect(existsSync(reference)).toBe(true);
    const finished = all(events, 'run-finished');
    expect(finished).toHaveLength(1);
    expect(finished[0]?.checkCpuUs).toBeGreaterThan(0);
    for (const { at } of results) expect(at).toBeLessThanOrEqual(finished[0]?.at ?? 0);
  });

  test('and tells the first place at which a result is another', async () => {
    const reference = join(folder, `${command.replaceAll('/', '_')}-${id}-differs`);
    expect(all(await run('differs', { reference, lane: 'first' }), 'task-result')[3]).not.toHaveProperty('differs');
    const again = all(await run('differs', { reference }), 'task-result')[3];
    expect(again?.differs).toMatchObject({ lane: 'first', where: "['pid'][1]{}" });
    expect(again?.differs?.own).toMatch(/^\d+$/);
    expect(again?.differs?.own).not.toBe(again?.differs?.other);
  });

  test('with an event loop for its coroutines, one a worker', async () => {
    expect(previews(await run('waits'))).toEqual(['0', '1', '2', '3']);
    expect(previews(await run('shares_a_loop'))).toEqual(['true', 'true', 'true', 'true']);
  });

  // What depends on nothing that differs between versions is tried with one of them.
  if (!isFirst) return;

  test('with the parameters that it asks for', async () => {
    expect(previews(await run('takes_nothing', { tasks: 1 }))).toEqual(['"called"']);
    expect(previews(await run('has_an_option', { tasks: 2 }))).toEqual(['9', '10']);
    expect(previews(await run('sleeps', { tasks: 2 }))).toEqual(['true', 'true']);
  });

  test('with processes of its own, forked by multiprocessing or by itself', async () => {
    const path = fileURLToPath(new URL('../fixtures/own-work/forks.py', import.meta.url));
    const more = { path, inputs: { from: 'numbers' }, tasks: 3 } as const;
    // A daemon, as the processes of the pool are, may not fork.
    if (!isInterpreter) {
      expect(previews(await run('uses_a_pool', more)).toSorted()).toEqual(['[0,2]', '[2,4]', '[4,6]']);
      expect(previews(await run('comes_back_twice', more)).toSorted()).toEqual(['0', '1', '2']);
    }
  });

  test('with values from outside, that are repeated, and with numbers', async () => {
    const values = { from: 'values', values: [{ box: 1 }, [2]] } as const;
    const given = previews(await run('gives_back', { inputs: values, tasks: 3 }));
    expect(given).toEqual(['{"box":1}', '[2]', '{"box":1}']);
    expect(previews(await run('gives_back', { inputs: { from: 'numbers' } }))).toEqual(['0', '1', '2', '3']);
  });

  test('whose setup and teardown are called once in each worker', async () => {
    const events = await run('counts');
    const started = all(events, 'worker-started').map(({ worker }) => worker);
    const ready = all(events, 'worker-ready');
    expect(ready.map(({ worker }) => worker).toSorted()).toEqual(started.toSorted());
    for (const { loadUs, setupUs } of ready) {
      expect(loadUs).toBeGreaterThanOrEqual(0);
      expect(setupUs).toBeGreaterThanOrEqual(0);
    }
    for (const { task, at } of all(events, 'task-started')) {
      const { worker } = all(events, 'task-started').find((one) => one.task === task) ?? {};
      expect(at).toBeGreaterThanOrEqual(ready.find((one) => one.worker === worker)?.at ?? Number.POSITIVE_INFINITY);
    }
  });

  test('whose teardown is called in the thread of the setup, once in each worker', async () => {
    const path = join(folder, `torn-down-${id}`);
    vi.stubEnv('LANES_TEST_TEARDOWN', path);
    const events = await run('counts').finally(() => vi.unstubAllEnvs());
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    expect(lines).toEqual(all(events, 'worker-started').map(() => 'True'));
  });

  test.runIf(id === 'py-asyncio')('with no more tasks under way at once than are asked for', async () => {
    const steps = (await run('waits', { tasks: 8, underWay: 2 })).map(({ type }) => type);
    let most = 0;
    let now = 0;
    for (const type of steps) {
      if (type === 'task-started') now += 1;
      if (type === 'task-finished') now -= 1;
      most = Math.max(most, now);
    }
    expect(most).toBe(2);
  });

  test.runIf(isProcess)('and tells which part of an input pickle refuses, and runs the others', async () => {
    const path = join(folder, 'locks.py');
    const lines = [
      'import multiprocessing, threading',
      'multiprocessing.set_start_method("spawn", force=True)',
      'inputs = [{"ok": 1}, {"held": [threading.Lock()]}]',
      'def task(input):',
      '    return 1',
    ];
    writeFileSync(path, lines.join('\n'));
    const events = await run('task', { path, tasks: 2 });
    expect(all(events, 'task-failed').map(({ task, error }) => [task, error.message])).toEqual([
      [1, "input 1: ['held'][0] is a _thread.lock"],
    ]);
    expect(previews(events)).toEqual(['1']);
  });

  test.runIf(isProcess).each(['spawn', 'forkserver'])('in processes that start by %s', async (method) => {
    vi.stubEnv('LANES_TEST_START', method);
    const events = await run('task', { tasks: 2 }).finally(() => vi.unstubAllEnvs());
    expect(all(events, 'run-started')[0]?.runtime).toContain(`(${method})`);
    expect(all(events, 'task-failed')).toEqual([]);
    expect(all(events, 'task-result')).toHaveLength(2);
    for (const { at, sentAt } of all(events, 'task-started')) expect(sentAt).toBeLessThanOrEqual(at);
    for (const { loadUs } of all(events, 'worker-ready')) expect(loadUs).toBeGreaterThanOrEqual(0);
  });

  test.runIf(isProcess)('which raises in a worker, and not in the runner', async () => {
    vi.stubEnv('LANES_TEST_START', 'spawn');
    vi.stubEnv('LANES_TEST_RAISE', '1');
    const events = await run('gives_back', { tasks: 2, inputs: { from: 'numbers' } }).finally(() => vi.unstubAllEnvs());
    const failed = all(events, 'task-failed');
    expect(failed).toHaveLength(2);
    for (const { error } of failed) {
      expect(error).toMatchObject({ name: 'RuntimeError', message: 'not in a worker' });
      expect(error.stack).toMatch(/^Traceback[^\n]*\n {2}File "[^"]*own_work\.py"/);
    }
  });

  test.runIf(isProcess).each([
    ['exits', /exited with code 3/],
    ['kills_itself', /SIGKILL/],
    ['crashes', /SIGSEGV/],
  ])('and goes on when a process %s', async (name, reason) => {
    const events = await run(name, { tasks: 1 });
    expect(all(events, 'task-failed')[0]?.error.message).toMatch(reason);
    expect(all(events, 'run-finished')).toMatchObject([{ end: 'finished' }]);
  });

  test('and tells what it prints with its task', async () => {
    const events = await run('prints', { tasks: 2 });
    const told = all(events, 'output').map(({ stream, task, text }) => `${task} ${stream}: ${text}`);
    expect(told.toSorted()).toEqual([
      '0 stderr: no end 0',
      '0 stdout: begun and ended 0',
      '1 stderr: no end 1',
      '1 stdout: begun and ended 1',
    ]);
    const between = all(await run('prints_between', { tasks: 2 }), 'output');
    expect(between.map(({ task, text }) => `${task}: ${text}`).toSorted()).toEqual(['0: a0b0', '1: a1b1']);
  });

  test.each(['fails', 'fails_later'])('and tells of what it raises (%s) without frames of lanes', async (name) => {
    const [failed] = all(await run(name, { tasks: 1 }), 'task-failed');
    expect(failed?.error).toMatchObject({ name: 'ValueError', message: 'on purpose' });
    expect(failed?.error.stack).toMatch(/^Traceback[^\n]*\n {2}File "[^"]*own_work\.py"/);
    expect(failed?.error.stack).toContain('in helper');
    expect(failed?.error.stack).not.toMatch(/lanes_runner|asyncio/);
  });

  test.each([
    ['gives_a_lock', "result of input 0: ['held'][1] is a _thread.lock"],
    ['gives_a_lambda', "result of input 0: ['cb'] is a function that pickle cannot name"],
  ])('and hands back %s by reference, or tells at which place pickle refuses it', async (name, message) => {
    if (isInterpreter) return;
    const events = await run(name, { tasks: 1 });
    const [failed] = all(events, 'task-failed');
    if (isProcess) expect(failed?.error.message).toBe(message);
    else expect(failed).toBeUndefined();
    expect(all(events, 'task-finished')).toHaveLength(isProcess ? 0 : 1);
  });

  test('and gets a result of 20 MB back whole', async () => {
    const [result] = all(await run('gives_much', { tasks: 1 }), 'task-result');
    expect(result).toMatchObject({ bytes: 20_000_000, result: { digest: expect.stringMatching(/^[0-9a-f]{16}$/) } });
  });

  test.each([
    ['asks_to_exit', /with code 3/],
    ['is_interrupted', /KeyboardInterrupt/],
    ['recurses', /maximum recursion depth/],
    ['needs_much', /ran out of memory/],
  ])('and goes on when its task %s', async (name, reason) => {
    const events = await run(name, { tasks: 2 });
    expect(all(events, 'task-failed').map(({ error }) => error.message)).toEqual([
      expect.stringMatching(reason),
      expect.stringMatching(reason),
    ]);
    expect(all(events, 'run-finished')).toMatchObject([{ end: 'finished' }]);
  });

  test('and ends although its task leaves a thread, a folder and a variable behind', async () => {
    const events = await run('leaves_things_behind', { tasks: 2 });
    expect(previews(events)).toEqual(['"done"', '"done"']);
  });
});
