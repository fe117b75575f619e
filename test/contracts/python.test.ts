import { describe, expect, test } from 'vitest';
import { findModel, models } from '../../src/engine/catalog.ts';
import { whyNot } from '../../src/engine/runtimes/interpreters.ts';
import type { Interpreter } from '../../src/engine/runtimes/runtime.ts';
import type { TaskSpec } from '../../src/tasks/task.ts';
import { usablePythons } from '../pythons.ts';
import { fixturesOf, type Given, runTasks } from '../run-tasks.ts';
import { coreContract, restOfContract, type Subject } from './suite.ts';
import { writesContract } from './writes.ts';

const [first, ...others] = await usablePythons();
const used = [first, ...others].flatMap((one) => one?.version ?? []);
process.stdout.write(`Python contracts: ${used.length === 0 ? 'no Python 3.9 or newer here' : used.join(', ')}\n`);

test('says which Pythons it ran with, of which there is one where the checks have to be whole', () => {
  expect(new Set(used).size).toBe(used.length);
  if (process.env['CI']) expect(first).toBeDefined();
});

function subjects({ command, version, ...rest }: Interpreter): (Subject & { readonly id: string })[] {
  const usable = models.filter(
    (model) => model.runtime === 'python' && whyNot(model, { command, version, ...rest }) === undefined,
  );
  return usable.map((model) => ({
    id: model.id,
    model,
    choices: { interpreters: { python: [{ command, tag: version }] } },
  }));
}

if (first !== undefined) {
  const { command, version } = first;
  const choices = { interpreters: { python: [{ command, tag: version }] } };

  describe.each(subjects(first))(`$id on Python ${version}`, (subject) => {
    coreContract(subject);
    restOfContract(subject);
    writesContract(subject);
  });

  test('py-sequential tells of a task that asks its interpreter to exit', async () => {
    const run = runTasks(fixturesOf('python', 'asksToExit', 'wellBehaved'), ['py-sequential'], choices);
    await run.session.finished;
    const { tasks } = run.lane('py-sequential');
    expect(tasks.map(({ state }) => state)).toEqual(['failed', 'finished']);
    expect(tasks.at(0)?.error?.message).toMatch(/asked its interpreter to exit, with code 3/);
  });

  test('py-process-pool tells for every task that was lost that the pool broke, and of what', async () => {
    const tasks = fixturesOf('python', 'sleepsLong', 'killsItself', 'wellBehaved', 'wellBehaved');
    const run = runTasks(tasks, ['py-process-pool'], choices);
    await run.session.finished;
    for (const { state, error } of run.lane('py-process-pool').tasks) {
      expect(state).toBe('failed');
      expect(error?.message).toMatch(/lost when process \d+ of the pool was killed by SIGKILL/);
    }
  });

  test.each(['py-threads', 'py-processes'])('%s takes text and bytes that are no UTF-8', async (model) => {
    const run = runTasks(fixturesOf('python', 'printsNoUtf8'), [model], choices);
    await run.session.finished;
    const { output, state } = run.lane(model);
    expect(state).toBe('finished');
    const texts = output.tail(10).map(({ stream, text }) => `${stream}: ${text}`);
    expect(texts.toSorted()).toEqual(['stdout: caf\udce9', 'stdout: caf\ufffd', 'task: caf\udce9']);
  });

  test('gives the digest, and the preview, that Node gives of an equal result', async () => {
    const tasks: Given[] = [
      'returnsMuch',
      'returnsUnlike',
      'returnsJustPairs',
      ['returnsPairs', { offset: 0 }],
      ['returnsPairs', { offset: 1 }],
    ];
    const lanes = ['sequential', 'py-sequential'].map((model) => {
      const runtime = findModel(model)?.runtime ?? 'node';
      const run = runTasks(fixturesOf(runtime, ...tasks), [model], choices);
      return run.session.finished.then(() => run.lane(model).tasks.map(({ result }) => result));
    });
    const [node, python] = await Promise.all(lanes);
    expect(python).toEqual(node);
    expect(python?.[0]?.digest).toMatch(/^[0-9a-f]{16}$/);
    expect(python?.[2]?.digest).toBe(`"${'😀'.repeat(99)}"`);
  });

  test('hashes as Node does', async () => {
    const tasks = [{ id: 0, task: 'hash', label: 'hash', input: { password: 'password 1', iterations: 1_000 } }];
    const run = runTasks(tasks, ['sequential', 'py-threads', 'py-processes'], choices);
    await run.session.finished;
    const results = ['sequential', 'py-threads', 'py-processes'].map((model) => run.lane(model).tasks.at(0)?.result);
    expect(results[0]?.preview).toMatch(/^"[0-9a-f]{64}"$/);
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  test('measures how late a thread wakes beside one that computes, which ends with it', async () => {
    const tasks: TaskSpec[] = [
      { id: 0, task: 'hog', label: 'hog', input: null, background: true },
      { id: 1, task: 'wake-late', label: 'sleeper', input: { wakeUps: 20, sleepMs: 1, settleMs: 20 } },
    ];
    const run = runTasks(tasks, ['py-threads'], choices);
    await run.session.finished;
    const lane = run.lane('py-threads');
    expect(lane.state).toBe('finished');
    const measured = lane.tasks.at(1)?.measured as { p50: number; p99: number; counts: number[] };
    expect(measured.p99).toBeGreaterThanOrEqual(measured.p50);
    expect(measured.counts.reduce((sum, count) => sum + count)).toBe(20);
    expect(lane.tasks.at(1)?.waitedUs.sleep).toBeGreaterThanOrEqual(40_000);
    expect(lane.output.tail(20)[0]?.text).toMatch(/^ms late: p50 [\d.]+, p99 [\d.]+, max [\d.]+$/);
  });

  test('a version that no interpreter has is told of, and the other lane runs', async () => {
    const lanes = ['py-sequential@3.0', 'py-sequential'];
    const run = runTasks(fixturesOf('python', 'wellBehaved'), lanes, choices);
    await run.session.finished;
    expect(run.lane('py-sequential@3.0').state).toBe('unavailable');
    expect(run.lane('py-sequential@3.0').reason).toMatch(/there is no Python 3.0 among .*; name it with --python PATH/);
    expect(run.lane('py-sequential').state).toBe('finished');
  });
}

for (const one of others) {
  describe.each(subjects(one))(`$id on Python ${one.version}`, (subject) => {
    coreContract(subject);
    writesContract(subject);
  });
}
