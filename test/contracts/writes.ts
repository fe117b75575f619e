import { expect, test } from 'vitest';
import { readLine } from '../../src/engine/protocol/read-event.ts';
import { eventLines } from '../event-lines.ts';
import { fixturesOf } from '../run-tasks.ts';
import type { Subject } from './suite.ts';

/** Characters that take three bytes, four, and six: as an escape, and as half of a surrogate pair. */
const wide = ['漢', '😀', '\u0001', '\ud83d'];

/** What the fixtures that tell too much come to tell, besides that they began. */
const tooMuch = {
  measuresMuch: () => [
    { type: 'progress', done: 0, total: 0 },
    { stream: 'stderr', text: 'measured more than one event holds (4,000 bytes); left out: text' },
    { type: 'task-finished', measured: { count: 3, none: null, endless: null } },
  ],
  throwsWide: (character: string) => {
    const told = expect.stringContaining(character);
    return [
      { type: 'output', text: 'before the end' },
      { type: 'task-failed', error: { name: expect.any(String), message: told, stack: told } },
    ];
  },
  returnsWide: () => [{ type: 'task-finished' }],
};

const withPreview = expect.objectContaining({
  result: expect.objectContaining({ preview: expect.stringMatching(/^"/) }),
});

const names = Object.keys(tooMuch) as (keyof typeof tooMuch)[];
const given = wide.flatMap((character) => names.map((name) => ({ name, character })));

/** How every model must write what its tasks tell, wherever it runs. */
export function writesContract({ model: { id, runtime }, choices }: Subject): void {
  test('writes no more at once than a pipe takes whole, and loses no event over it', async () => {
    const tasks = fixturesOf(runtime, ...given.map(({ name, character }) => [name, { character }] as const));
    const lines = await eventLines(id, tasks, choices?.interpreters);
    expect(lines.pop(), 'what follows the last line end').toBe('');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line) + 1))).toBeLessThanOrEqual(4_000);
    const told = lines.map(readLine);
    expect(told).not.toContain(undefined);
    const events = told.flatMap((some) => some ?? []);
    expect(events.at(-1)).toMatchObject({ type: 'run-finished', end: 'finished' });
    given.forEach(({ name, character }, task) => {
      const toldOfTask = events.filter((event) => 'task' in event && event.task === task);
      const own = toldOfTask.filter(({ type }) => type !== 'wait' && type !== 'task-result');
      if (name === 'returnsWide') expect(toldOfTask).toContainEqual(withPreview);
      expect(own).toMatchObject([{ type: 'task-queued' }, { type: 'task-started' }, ...tooMuch[name](character)]);
    });
  });
}
