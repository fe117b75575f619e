import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { models } from '../../src/engine/catalog.ts';
import { all, type More, ownFile, previews, runOwn } from './own-work.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanes-own-work-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(models.filter(({ runtime }) => runtime === 'node'))('$id runs a file of the user', (model) => {
  const { id, workers } = model;
  const isLoop = workers === 'loop';
  const run = (file: string, name: string, more?: More) => runOwn(id, file, name, more);

  test('with inputs and results of every kind, which are the same as those of the first run', async () => {
    const events = await run('kinds.ts', 'kinds', { reference: join(folder, 'kinds') });
    expect(all(events, 'task-failed')).toEqual([]);
    const results = all(events, 'task-result');
    expect(results).toHaveLength(3);
    expect(results.filter(({ differs }) => differs !== undefined)).toEqual([]);
    for (const { bytes } of results) expect(bytes === undefined).toBe(isLoop);
    const [finished] = all(events, 'run-finished');
    expect(finished?.end).toBe('finished');
    expect(finished?.checkCpuUs).toBeGreaterThan(0);
    for (const { at, task } of results) {
      expect(at).toBeLessThanOrEqual(finished?.at ?? 0);
      expect(at).toBeGreaterThanOrEqual(all(events, 'task-finished').find((one) => one.task === task)?.at ?? 0);
    }
  });

  test('and tells the first place at which a result is another', async () => {
    const reference = join(folder, `${id}-differs`);
    const first = all(await run('kinds.ts', 'differs', { reference, lane: 'first' }), 'task-result');
    expect(first.filter(({ differs }) => differs !== undefined)).toEqual([]);
    const again = all(await run('kinds.ts', 'differs', { reference }), 'task-result');
    const differing = again.filter(({ differs }) => differs !== undefined);
    expect(differing.map(({ task }) => task)).toEqual([2]);
    expect(differing[0]?.differs).toMatchObject({ lane: 'first', where: '.list[1].of' });
    expect(differing[0]?.differs?.own).toMatch(/^\d+n$/);
    expect(differing[0]?.differs?.own).not.toBe(differing[0]?.differs?.other);
  });

  test('with the inputs handed over as it passes them, and stamped', async () => {
    const started = all(await run('kinds.ts', 'kinds'), 'task-started');
    for (const { at, sentAt, inputBytes } of started) {
      expect(sentAt === undefined).toBe(isLoop);
      expect(inputBytes === undefined).toBe(isLoop);
      expect(at).toBeGreaterThanOrEqual(sentAt ?? 0);
    }
  });

  test('of CommonJS, compiled or plain, with its inputs repeated', async () => {
    expect(previews(await run('compiled.cjs', 'default'))).toEqual(['101', '102', '101']);
    expect(previews(await run('plain.cjs', 'default'))).toEqual(['8', '10', '8']);
  });

  test('with values from outside, and with numbers', async () => {
    const values = { from: 'values', values: [{ box: 1 }, [2]] } as const;
    expect(previews(await run('behaves.ts', 'givesBack', { inputs: values }))).toEqual([
      '{"box":1}',
      '[2]',
      '{"box":1}',
    ]);
    expect(previews(await run('behaves.ts', 'givesBack', { inputs: { from: 'numbers' } }))).toEqual(['0', '1', '2']);
  });

  test('whose setup and teardown are called once in each worker', async () => {
    const events = await run('behaves.ts', 'usesSetup');
    expect(previews(events)).toEqual(['1', '1', '1']);
    const started = all(events, 'worker-started').map(({ worker }) => worker);
    const ready = all(events, 'worker-ready');
    expect(ready.map(({ worker }) => worker).toSorted()).toEqual(started.toSorted());
    for (const { setupUs } of ready) expect(setupUs).toBeGreaterThan(0);
    for (const { worker, at } of all(events, 'task-started')) {
      expect(at).toBeGreaterThanOrEqual(ready.find((one) => one.worker === worker)?.at ?? Number.POSITIVE_INFINITY);
    }
  });

  test('and tells what it prints with its task', async () => {
    const told = all(await run('behaves.ts', 'prints', { tasks: 2 }), 'output');
    expect(told.map(({ stream, task, text }) => `${stream} ${task}: ${text}`).toSorted()).toEqual([
      'task 0: begun 0',
      'task 0: error of 0',
      'task 0: no end',
      'task 1: begun 1',
      'task 1: error of 1',
      'task 1: no end',
    ]);
  });

  test.each(['throwsDeep', 'rejectsLater'])(
    'and tells of what it throws (%s) without frames of lanes',
    async (name) => {
      const [failed] = all(await run('behaves.ts', name, { tasks: 1 }), 'task-failed');
      expect(failed?.error).toMatchObject({ name: 'TypeError', message: 'on purpose' });
      const frames = failed?.error.stack?.split('\n').slice(1) ?? [];
      expect(frames[0]).toMatch(/^ +at helper \(.*own-work\/behaves\.ts:/);
      for (const frame of frames) expect(frame).toMatch(/own-work\/behaves\.ts/);
    },
  );

  test('with what it moves moved, and results that are the same as it says', async () => {
    const reference = join(folder, `${id}-moves`);
    const events = await run('moves.mjs', 'sum', { reference });
    expect(all(events, 'task-failed')).toEqual([]);
    const again = await run('moves.mjs', 'sum', { reference });
    const digests = (of: typeof events) => all(of, 'task-result').map(({ task, result }) => `${task} ${result.digest}`);
    expect(digests(again).toSorted()).toEqual(digests(events).toSorted());
    expect(previews(again)).not.toEqual(previews(events));
  });

  test('and refuses an input, or a result, that cannot be passed, with its place', async () => {
    const given = await run('misbehaves.mjs', 'givesBack');
    const back = await run('misbehaves.mjs', 'callsBack', { inputs: { from: 'numbers' } });
    const messages = [...all(given, 'task-failed'), ...all(back, 'task-failed')].map(({ error }) => error.message);
    if (isLoop) expect(messages).toEqual([]);
    else {
      expect(messages).toEqual([
        'input 1: .handlers.onDone is a function, which cannot be passed to another thread or process',
        'result of input 1: .cb is a function, which cannot be passed to another thread or process',
      ]);
    }
    expect(previews(given).filter((text) => /^\d$/.test(text))).toEqual(['1', '3']);
    expect(all(back, 'task-result')).toHaveLength(isLoop ? 3 : 2);
  });

  test('that loads in the runner but not in a worker: each task fails with the reason', async () => {
    const events = await run('throws-in-workers.mjs', 'givesBack');
    const failed = all(events, 'task-failed').map(({ error }) => `${error.name}: ${error.message}`);
    const reason = `TypeError: ${ownFile('throws-in-workers.mjs')} could not be loaded: not in a worker`;
    expect(failed).toEqual(isLoop ? [] : [reason, reason, reason]);
    expect(all(events, 'task-started')).toHaveLength(3);
  });

  test('of which the inputs fail: there is no run, and one reason', async () => {
    const events = await run('bad-inputs.mjs', 'givesBack');
    expect(events).toMatchObject([
      {
        type: 'run-finished',
        end: 'failed',
        reason: `${ownFile('bad-inputs.mjs')}: its inputs failed after 1 of them: RangeError: no more`,
      },
    ]);
  });

  test('and gets a result of 20 MB back whole', async () => {
    const [result] = all(await run('behaves.ts', 'givesMuch', { tasks: 1 }), 'task-result');
    expect(result?.result.digest).toMatch(/^[0-9a-f]{16}$/);
    expect(result?.bytes).toBe(isLoop ? undefined : 20_000_000);
  });
});

test('promises have no more tasks under way than they may', async () => {
  const most = async (more: More) => {
    const events = await runOwn('promises', 'behaves.ts', 'countsUnderWay', { tasks: 6, ...more });
    return Math.max(...previews(events).map(Number));
  };
  expect(await most({ underWay: 2 })).toBeLessThanOrEqual(2);
  expect(await most({})).toBe(6);
});
