import { describe, expect, test } from 'vitest';
import { models } from '../../src/engine/catalog.ts';
import { all, type More, previews, runOwn } from './own-work.ts';

const numbers = { from: 'numbers' } as const;

describe.each(models.filter(({ runtime }) => runtime === 'node'))('$id, when the user’s function', (model) => {
  const { id, workers, shared } = model;
  const run = (name: string, more?: More) => runOwn(id, 'misbehaves.mjs', name, { inputs: numbers, ...more });

  test('leaves a timer, a thread and a child process behind: the run ends all the same', async () => {
    expect(previews(await run('leavesBehind', { tasks: 2 }))).toEqual(['"left"', '"left"']);
  });

  test('prints twenty thousand lines: all of them are its own', async () => {
    const events = await run('printsMuch', { tasks: 1 });
    const lines = all(events, 'output').filter(({ task, stream }) => task === 0 && stream === 'task');
    expect(lines).toHaveLength(20_000);
    expect(lines.at(-1)?.text).toBe('line 19999');
  });

  test('changes its environment and its folder: the others go on', async () => {
    expect(previews(await run('changesItsSurroundings'))).toEqual(['"changed"', '"changed"', '"changed"']);
  });

  test.runIf(process.platform === 'linux')('writes to the event pipe: what is no event is no harm', async () => {
    expect(previews(await run('writesToPipes', { tasks: 2 }))).toEqual(['"written"', '"written"']);
  });

  test.runIf(workers !== 'loop')(
    'ends its worker: its task fails with the reason, the others have results',
    async () => {
      const events = await run('exits');
      const failed = all(events, 'task-failed');
      expect(failed.map(({ task }) => task)).toEqual([1]);
      expect(failed[0]?.error.message).toMatch(/exited with code 3/);
      expect(previews(events)).toEqual(['2', '2']);
    },
  );

  test.runIf(shared === 'nothing').each([
    ['killsItself', /was killed by SIGKILL/],
    ['aborts', /was aborted \(SIGABRT\)/],
    ['crashes', /SIGSEGV/],
  ])('is a native crash (%s): its task fails with the reason, the others have results', async (name, reason) => {
    const events = await run(name);
    expect(all(events, 'task-failed').map(({ task, error }) => [task, error.message])).toEqual([
      [1, expect.stringMatching(reason)],
    ]);
    expect(previews(events)).toEqual(['2', '2']);
  });

  test.runIf(workers !== 'loop')('leaves a rejection unhandled: its task fails with that reason', async () => {
    const [failed] = all(await run('throwsLaterAndGives', { tasks: 1 }), 'task-failed');
    expect(failed?.error.message).toMatch(/rejected later/);
  });

  test('awaits what never comes: its tasks fail with that, the others go on', async () => {
    const events = await run('neverSettles');
    const failed = all(events, 'task-failed').toSorted((a, b) => a.task - b.task);
    expect(failed.map(({ task, error }) => [task, error.message])).toEqual([
      [0, 'it awaits something that nothing is left to settle'],
      [2, 'it awaits something that nothing is left to settle'],
    ]);
    expect(previews(events)).toEqual(['2']);
    expect(all(events, 'output')).toEqual([]);
  });

  test('has a teardown that never ends: that is told, and the results are there', async () => {
    const events = await runOwn(id, 'never-ends.mjs', 'argumentsGiven', { inputs: numbers, tasks: 2 });
    expect(previews(events)).toEqual(['2', '2']);
    const told = new Set(all(events, 'output').map(({ text }) => text));
    expect([...told]).toEqual(['teardown failed: Error: it awaits something that nothing is left to settle']);
  });

  test.each([
    ['throwsPlain', '{"code":5} was thrown'],
    ['throwsNothing', 'undefined was thrown'],
    ['throwsWithCause', 'fetch failed (connect ECONNREFUSED)'],
    ['throwsSeveral', 'all of them failed (one; two)'],
    ['throwsRiddle', 'something was thrown that throws again when it is asked what it is'],
  ])('throws what says little (%s): it is told in words, with no stack of lanes', async (name, message) => {
    const events = await run(name, { tasks: 1 });
    const [failed] = all(events, 'task-failed');
    expect(failed?.error.message).toBe(message);
    expect(failed?.error.stack ?? '').not.toContain('/dist/');
    expect(all(events, 'run-finished').map(({ end }) => end)).toEqual(['finished']);
  });

  test('prints a stack: no frame of lanes is in it', async () => {
    const told = all(await run('tracesItself', { tasks: 1 }), 'output').map(({ text }) => text);
    expect(told.some((line) => line.includes('misbehaves.mjs'))).toBe(true);
    for (const line of told) expect(line).not.toContain('/dist/');
  });

  test('gives an input that throws as it is copied: its task fails with the place', async () => {
    const events = await runOwn(id, 'odd-inputs.mjs', 'givesOne', { tasks: 1 });
    const failed = all(events, 'task-failed').map(({ error }) => error.message);
    const refused = 'input 0: .size throws when it is read, which cannot be passed to another thread or process';
    expect(failed).toEqual(workers === 'loop' ? [] : [refused]);
  });

  test('ends the channel of its worker: its result comes all the same', async () => {
    expect(previews(await run('endsItsChannel'))).toEqual(['"said"', '"said"', '"said"']);
  });
});
