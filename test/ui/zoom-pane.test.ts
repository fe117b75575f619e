import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../src/engine/lane/fold.ts';
import type { Lane } from '../../src/engine/lane/lane.ts';
import type { RunEvent } from '../../src/engine/protocol.ts';
import { firstTableRow, tablePage, zoomLayout } from '../../src/ui/screens/zoom-layout.ts';
import { zoomText } from '../../src/ui/screens/zoom-pane.ts';
import { laneWith } from '../lanes.ts';

import { expectSize, props, someLane, textOf, theme } from './boxes.ts';

describe('the zoomed pane', () => {
  test('fills the screen exactly, whatever is printed in it', () => {
    fc.assert(
      fc.property(
        someLane,
        fc.integer({ min: 40, max: 200 }),
        fc.integer({ min: 6, max: 60 }),
        fc.oneof(fc.constant('newest' as const), fc.nat({ max: 40 })),
        (lane, width, height, end) => {
          expectSize(zoomText({ ...props(lane, { theme }), width, height, end, tables: 0, cores: 2 }), width, height);
        },
      ),
    );
  });

  test('shows the lines before those that it showed', () => {
    const lines = Array.from(
      { length: 50 },
      (_, at): RunEvent => ({ type: 'output', at, stream: 'task', task: 0, text: `line ${at}` }),
    );
    const lane = laneWith('threads', ['a'], lines);
    const text = textOf(zoomText({ ...props(lane), width: 120, height: 15, end: 30, tables: 0, cores: 2 }));
    expect(text).toContain('line 29');
    expect(text).not.toContain('line 30');
    expect(text).toContain('lines 21-30 of 50');
  });

  test('tells how many lines are not kept', () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, at): RunEvent => ({ type: 'output', at, stream: 'task', task: 0, text: `line ${at}` }),
    );
    const lane = laneWith('threads', ['a'], lines);
    const first = lane.output.count - lane.output.kept;
    const page = 10;
    const text = textOf(zoomText({ ...props(lane), width: 120, height: 15, end: first + page, tables: 0, cores: 2 }));
    expect(text).toContain(`~ ${first + 1} earlier lines`);
    expect(text).toContain('of 20000');
  });

  test('stays full while scrolled back, however many of the lines that it showed are dropped', () => {
    const lines = (from: number, to: number) =>
      Array.from(
        { length: to - from },
        (_, index): RunEvent => ({ type: 'output', at: from, stream: 'task', task: 0, text: `line ${from + index}` }),
      );
    const before = laneWith('threads', ['a'], lines(0, 100));
    const after = fold(before, lines(100, 30_000));
    const text = (lane: Lane) =>
      textOf(zoomText({ ...props(lane), width: 120, height: 15, end: 40, tables: 0, cores: 2 }));
    expect(text(before)).toContain('lines 31-40 of 100');
    const first = after.output.count - after.output.kept;
    expect(text(after)).toContain(`lines ${first + 1}-${first + 10} of 30000`);
    expect(text(after).match(/line \d+/g)).toHaveLength(9);
    expect(text(after)).toContain(`~ ${first + 1} earlier lines`);
  });

  test('lists workers with their start-up time and tasks with their errors', () => {
    const lane = laneWith(
      'threads',
      ['a', 'b'],
      [
        { type: 'worker-started', at: 41_000, worker: 't1', kind: 'thread', pid: 77, thread: 3, askedAt: 6_000 },
        { type: 'task-started', at: 41_000, worker: 't1', task: 0 },
        { type: 'task-failed', at: 51_000, worker: 't1', task: 0, error: { name: 'RangeError', message: 'too far' } },
      ],
    );
    const text = textOf(zoomText({ ...props(lane), width: 120, height: 20, end: 'newest', tables: 0, cores: 2 }));
    expect(text).toMatch(/t1 +thread +77 +3 +35\.0 ms/);
    expect(text).toContain('RangeError: too far');
  });
});

test('the tables of the zoomed pane tell what is scrolled away, and show every task and worker', () => {
  const lane = laneWith(
    'threads',
    Array.from({ length: 30 }, (_, id) => `task ${id}`),
    Array.from(
      { length: 12 },
      (_, id): RunEvent => ({ type: 'worker-started', at: 1, worker: `w${id}`, kind: 'thread', pid: 1, askedAt: 0 }),
    ),
  );
  const size = { width: 120, height: 20 };
  const layout = zoomLayout(lane, size);
  const seen = new Set<string>();
  const counts: string[] = [];
  for (let tables = 0; ; tables += tablePage(layout)) {
    const at = firstTableRow(tables, lane, layout);
    const text = textOf(zoomText({ ...props(lane), ...size, end: 'newest', tables: at, cores: 2 }));
    for (const [name] of text.matchAll(/task \d+|w\d+/g)) seen.add(name);
    counts.push(...(text.match(/~ .*\(K J\)/g) ?? []));
    if (at < tables) break;
  }
  expect(seen.size).toBe(30 + 12);
  expect(counts[0]).toMatch(/^~ \d+ more \(K J\)$/);
  expect(counts.some((text) => /^~ \d+ before, \d+ more/.test(text))).toBe(true);
  expect(counts.at(-2)).toMatch(/^~ \d+ before \(K J\)$/);
});

test('the zoomed pane of a lane that has ended tells where its time went, and why', () => {
  const started = { type: 'worker-started', at: 30_000, worker: 't1', kind: 'thread', pid: 7, askedAt: 0 } as const;
  const lane = laneWith(
    'threads',
    ['a'],
    [
      started,
      { type: 'usage', at: 30_000, worker: 't1', of: 'thread', cpuUs: 20_000, runQueueUs: 0 },
      { type: 'task-started', at: 30_000, worker: 't1', task: 0 },
      { type: 'task-finished', at: 40_000, worker: 't1', task: 0, result: { preview: '1', digest: '1' } },
      { type: 'usage', at: 40_000, worker: 't1', of: 'thread', cpuUs: 30_000, runQueueUs: 0 },
      { type: 'worker-exited', at: 50_000, worker: 't1', code: 0 },
      { type: 'run-finished', at: 50_000, end: 'finished' },
    ],
  );
  const zoomed = (height: number) =>
    textOf(zoomText({ ...props(lane), width: 120, height, end: 'newest', tables: 0, cores: 2 }));
  expect(zoomed(30)).toContain('start-up 60 % | on a core 20 % | tear-down 20 %');
  expect(zoomed(30)).toContain('start-up of 1 thread took 30 ms in all, longer than the work (10 ms)');
  expect(zoomed(10)).not.toContain('start-up 60 %');
});
