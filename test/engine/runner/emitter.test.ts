import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { readLine } from '../../../src/engine/protocol/read-event.ts';
import type { Failure, RunEvent } from '../../../src/engine/protocol.ts';
import { Emitter } from '../../../src/engine/runner/emitter.ts';
import { failureOf } from '../../../src/engine/runner/failure.ts';
import type { Json } from '../../../src/tasks/task.ts';

const written = vi.hoisted((): string[] => []);

vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  writeSync: (_: number, text: string) => written.push(text),
}));

const emitter = new Emitter('/dev/null', 0n);
const character = fc.constantFrom('a', '"', '\\', '\u0001', 'ß', '漢', '😀', '\ud83d');
const text = fc.array(character, { maxLength: 3_000, size: 'max' }).map((characters) => characters.join(''));

/** The events that `tell` has written, each of which has to be a write that a pipe takes whole. */
function eventsOf(tell: () => void): Record<string, Json>[] {
  written.length = 0;
  tell();
  for (const line of written) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(4_000);
  return written.flatMap((lines) => {
    expect(lines.endsWith('\n')).toBe(true);
    return lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  });
}

test('a line of any length reaches the pipe whole, in parts that one write holds', () => {
  fc.assert(
    fc.property(text, (line) => {
      const parts = eventsOf(() => emitter.emit({ type: 'output', stream: 'task', worker: 't1', task: 0, text: line }));
      expect(parts.map((part) => part['text']).join('')).toBe(line);
      expect(parts.map(({ continues }) => continues ?? false)).toEqual(
        parts.map((_, index) => index < parts.length - 1),
      );
    }),
  );
});

test('an error with a name, a message and a stack of any length fits into one write', () => {
  fc.assert(
    fc.property(text, text, (name, message) => {
      const error = failureOf(Object.assign(new Error(message), { name }));
      const events = eventsOf(() => {
        emitter.emit({ type: 'task-failed', task: 0, error });
        emitter.emit({ type: 'run-finished', end: 'failed', reason: `uncaught ${error.name}: ${error.message}` });
      });
      expect(events).toHaveLength(2);
      const told = events[0]?.['error'] as unknown as Failure;
      expect(name.startsWith(told.name) && message.startsWith(told.message)).toBe(true);
      expect(error.stack?.startsWith(told.stack ?? '-')).toBe(true);
    }),
  );
});

test('what was measured is told as far as it fits, and what is left out is named', () => {
  const members = fc.dictionary(fc.string({ maxLength: 10 }), fc.oneof(fc.double(), text), { maxKeys: 8 });
  fc.assert(
    fc.property(members, (others) => {
      const measured = { ...others, count: 3 };
      const result = { preview: 'null', digest: 'null' };
      const events = eventsOf(() => emitter.emit({ type: 'task-finished', worker: 't1', task: 0, result, measured }));
      const [told, finished] = events.length === 1 ? [undefined, events[0]] : events;
      const kept = finished?.['measured'] as Record<string, Json>;
      expect(kept, 'figures are short, and kept before texts').toHaveProperty('count', 3);
      expect(JSON.parse(JSON.stringify(measured))).toMatchObject(kept);
      const left = Object.keys(measured).filter((name) => !Object.hasOwn(kept, name));
      if (left.length === 0) expect(told).toBeUndefined();
      else expect(told?.['text']).toContain(`left out: ${left.slice(0, 5).join(', ')}`);
    }),
  );
});

test.each([[[1, 2, 3]], ['text']])('measured %j, too much of it, is left out and said to be', (much) => {
  const measured = typeof much === 'string' ? much.repeat(4_000) : Array.from({ length: 4_000 }, () => much);
  const result = { preview: 'null', digest: 'null' };
  const events = eventsOf(() => emitter.emit({ type: 'task-finished', worker: 't1', task: 0, result, measured }));
  expect(events).toMatchObject([
    { type: 'output', stream: 'stderr', task: 0, text: expect.stringMatching(/left out: all of it$/) },
    { type: 'task-finished', result },
  ]);
  expect(events[1]).not.toHaveProperty('measured');
});

test('many holds and waits are told in few writes, each of which a pipe takes whole', () => {
  const holds = Array.from(
    { length: 1_000 },
    (_, at) => ({ type: 'hold', at, worker: 't1', us: 1, switched: true }) as const,
  );
  expect(eventsOf(() => emitter.write(holds))).toEqual(holds);
  expect(written.length).toBeLessThan(20);
});

/** So many tasks that each begin when the last one ends, and take no time. */
function runTasks(first: number, count: number): RunEvent[] {
  return Array.from({ length: count }, (_, index) => {
    const task = first + index;
    const handed = task % 3 === 0 ? {} : { sentAt: task * 10 - 1, ...(task % 3 === 1 && { inputBytes: 8 }) };
    emitter.tellStart('p1', { id: task, ...handed }, task * 10);
    emitter.tellEnd('p1', task, task * 10 + 2, {});
    return [
      { type: 'task-started', at: task * 10, worker: 'p1', task, ...handed },
      { type: 'task-finished', at: task * 10 + 2, worker: 'p1', task },
    ] as const;
  }).flat();
}

test('tasks that take no time are told many in one line, which says of each what lines of its own would', () => {
  const expected: RunEvent[] = [];
  eventsOf(() => {
    expected.push(...runTasks(0, 1_000));
    emitter.flush();
  });
  expect(written.length).toBeLessThan(60);
  expect(written.flatMap((lines) => lines.trimEnd().split('\n')).flatMap((line) => readLine(line) ?? [])).toEqual(
    expected,
  );
});

test('what a task tells of itself comes after its start, and after all tasks before it', () => {
  const measured = { count: 3 };
  eventsOf(() => {
    runTasks(0, 20);
    emitter.tellStart('p1', { id: 20 }, 1_000);
    emitter.emitAt(1_001, { type: 'progress', worker: 'p1', task: 20, done: 1, total: 2 });
    emitter.tellEnd('p1', 20, 1_002, { measured });
    emitter.tellStart('p1', { id: 21 }, 1_003);
    emitter.tellStart('p1', { id: 22 }, 1_004);
    emitter.tellEnd('p1', 21, 1_005, {});
    emitter.tellEnd('p1', 22, 1_006, {});
    emitter.flush();
  });
  const told = written.flatMap((lines) => lines.trimEnd().split('\n')).flatMap((line) => readLine(line) ?? []);
  expect(told.slice(40)).toEqual([
    { type: 'task-started', at: 1_000, worker: 'p1', task: 20 },
    { type: 'progress', at: 1_001, worker: 'p1', task: 20, done: 1, total: 2 },
    { type: 'task-finished', at: 1_002, worker: 'p1', task: 20, measured },
    { type: 'task-started', at: 1_003, worker: 'p1', task: 21 },
    { type: 'task-started', at: 1_004, worker: 'p1', task: 22 },
    { type: 'task-finished', at: 1_005, worker: 'p1', task: 21 },
    { type: 'task-finished', at: 1_006, worker: 'p1', task: 22 },
  ]);
});
