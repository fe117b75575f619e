import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../src/engine/protocol.ts';
import { scenarios } from '../../src/tasks/scenarios.ts';
import { Keymap } from '../../src/ui/keymap.ts';
import { firstShownRow, gridOf, layoutOf, leastSize } from '../../src/ui/layout.ts';
import { helpText } from '../../src/ui/screens/help.ts';
import { paneText } from '../../src/ui/screens/lane-pane.ts';
import { laneSpinner } from '../../src/ui/screens/shown-lane.ts';
import { tooSmallRows } from '../../src/ui/screens/too-small.tsx';
import { zoomText } from '../../src/ui/screens/zoom-pane.ts';
import { finishedLane, laneWith } from '../lanes.ts';

import { expectSize, props, someLane, textOf, theme } from './boxes.ts';

describe('a pane', () => {
  test('has exactly its height, and leaves one column to its neighbour, whatever is printed in it', () => {
    fc.assert(
      fc.property(
        someLane,
        fc.integer({ min: 36, max: 120 }),
        fc.integer({ min: 6, max: 40 }),
        fc.boolean(),
        (lane, width, height, focused) => {
          expectSize(paneText(props(lane, { theme, width, height, focused, closing: 'All done' })), width, height);
        },
      ),
    );
  });

  test('keeps room for the spinner in its upper edge', () => {
    const { top, spinnerColumn } = paneText(props(laneWith('threads', ['a'], []), { spinner: laneSpinner }));
    expect(top.slice(spinnerColumn, spinnerColumn + 11)).toBe('    running');
  });

  test.each([
    ['finished', '+ finished 1.03 s'],
    ['failed', 'x failed 1.03 s'],
    ['timed-out', 'x timed out 1.03 s'],
    ['stopped', '# stopped 1.03 s'],
    ['waiting', '. waiting'],
    ['running', '> running 1.03 s'],
    ['unavailable', '- unavailable'],
  ] as const)('tells without colour that it is %s', (state, words) => {
    expect(paneText(props({ ...finishedLane('threads', 1_030), state })).top).toContain(words);
  });

  test('says why it failed, and keeps what was printed', () => {
    const lane = laneWith(
      'threads',
      ['a'],
      [
        { type: 'output', at: 1, stream: 'task', task: 0, text: 'so far' },
        { type: 'run-finished', at: 2, end: 'failed', reason: 'killed by SIGKILL' },
      ],
    );
    const text = textOf(paneText(props(lane)));
    expect(text).toContain('x killed by SIGKILL');
    expect(text).toContain('so far');
  });

  const findings = ['ms late: p50 5.1', ...Array.from({ length: 5 }, (_, index) => `<= ${index} ms ###`)];
  const lateSleeper = laneWith(
    'threads',
    ['hog', 'sleeper'],
    [
      ...findings.map((text, at): RunEvent => ({ type: 'output', at, stream: 'task', task: 1, text })),
      {
        type: 'task-finished',
        at: 9,
        worker: 'w',
        task: 1,
        result: { preview: '', digest: '' },
        measured: { p50: 5.1, max: 12, edges: [1, 2] },
      },
      { type: 'run-finished', at: 10, end: 'finished' },
    ],
  );

  test('shows all that a lane printed that has ended, rather than bars of tasks that are over', () => {
    const text = (height: number) => textOf(paneText(props(lateSleeper, { height, closing: 'Duration: 1 seconds' })));
    for (const line of [...findings, 'Duration: 1 seconds']) {
      expect(text(9)).toContain(line);
      expect(text(12)).toContain(line);
    }
    expect(text(9)).not.toContain('hog');
    expect(text(12)).toContain('hog');
  });

  test('shows what the tasks of a lane measured that has ended, where there is no room for all that it printed', () => {
    const text = (height: number) => textOf(paneText(props(lateSleeper, { height, closing: 'Duration: 1 seconds' })));
    expect(text(6)).toContain('sleeper: p50 5.1, max 12');
    expect(text(6)).toContain('Duration: 1 seconds');
    expect(text(8)).toContain('sleeper: p50 5.1, max 12');
    expect(text(12)).not.toContain('sleeper: p50');
    expect(textOf(paneText(props({ ...lateSleeper, state: 'running' }, { height: 6 })))).not.toContain('p50 5.1, max');
  });

  test('shows one bar a task, and one for all where there are many', () => {
    const progress: RunEvent = { type: 'progress', at: 1, worker: 'w', task: 0, done: 5, total: 10 };
    const two = textOf(paneText(props(laneWith('threads', ['numbers', 'letters'], [progress]))));
    expect(two).toMatch(/numbers #+-+ +5\/10/);
    expect(two).toMatch(/letters -+ +0%/);
    const many = laneWith(
      'threads',
      Array.from({ length: 1_000 }, (_, id) => `task ${id}`),
      [{ type: 'task-finished', at: 1, worker: 'w', task: 3, result: { preview: '', digest: '' } }],
    );
    expect(textOf(paneText(props(many)))).toContain(' 1/1000 tasks');
  });

  test('tells its speed and its limit in the lower edge', () => {
    const rows = textOf(paneText(props(finishedLane('threads', 900), { speed: '2.00x', limit: '64 at once' }))).split(
      '\n',
    );
    expect(rows.at(-1)).toMatch(/2\.00x +64 at once/);
  });

  test('tells a median as what it is, and of which run the rest is', () => {
    const lane = finishedLane('threads', 900);
    const ended = textOf(paneText(props(lane, { median: 1_250, run: 'round 5', closing: 'Done (round 5)' })));
    expect(ended).toContain('+ median 1.25 s');
    expect(ended).toContain('Done (round 5)');
    expect(ended.match(/round 5/g)).toHaveLength(1);
    const between = textOf(paneText(props(lane, { elapsed: 900, run: 'round 2', limit: '64 at once' })));
    expect(between).toContain('+ finished 0.90 s');
    expect(between).toContain('round 2 | 64 at once');
    const zoomed = textOf(
      zoomText({ ...props(lane, { run: 'round 5' }), width: 120, height: 15, end: 'newest', tables: 0, cores: 2 }),
    );
    expect(zoomed).toContain('round 5 | work 0.85 s');
  });

  test('leaves out whole what there is no room for in its lower edge', () => {
    const speed = ['1.10x (0.90-1.30)', 'inconclusive', 'among the best'].join('\n');
    const edge = (width: number) =>
      textOf(paneText(props(finishedLane('threads', 900), { speed, width })))
        .split('\n')
        .at(-1)
        ?.trim();
    expect(edge(60)).toBe('1.10x (0.90-1.30) | inconclusive | among the best');
    expect(edge(40)).toBe('1.10x (0.90-1.30) | inconclusive');
    expect(edge(36)).toBe('1.10x (0.90-1.30)');
  });

  test('has no colour in a theme without', () => {
    const { top, rest } = paneText(props(finishedLane('threads', 900), { focused: true, closing: 'done' }));
    expect(top + rest).not.toContain('\u001b');
    expect(top).toContain('> threads');
  });
});

describe('the grid', () => {
  const body = (columns: number, rows: number) => layoutOf({ columns, rows })?.body ?? { width: 0, height: 0 };

  test('shows six lanes in two columns at 80x24 and in three at 160x48', () => {
    expect(gridOf(6, body(80, 24))).toMatchObject({ columns: 2, rows: 3, shownRows: 3 });
    expect(gridOf(6, body(160, 48))).toMatchObject({ columns: 3, rows: 2, shownRows: 2 });
  });

  test('fills the body exactly at any size', () => {
    const size = fc.record({ columns: fc.integer({ min: 40, max: 300 }), rows: fc.integer({ min: 8, max: 100 }) });
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 20 }), (terminal, lanes) => {
        const { width, height } = body(terminal.columns, terminal.rows);
        const grid = gridOf(lanes, { width, height });
        const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
        expect(sum(grid.widths)).toBe(width);
        expect(sum(grid.heights)).toBe(height);
        expect(Math.min(...grid.heights)).toBeGreaterThanOrEqual(6);
      }),
    );
  });

  test('scrolls by whole rows so that the focused pane is seen', () => {
    const grid = gridOf(6, body(40, 16));
    expect(grid).toMatchObject({ columns: 1, rows: 6, shownRows: 2 });
    expect([0, 1, 2, 5].map((focus) => firstShownRow(grid, focus))).toEqual([0, 0, 1, 4]);
  });
});

describe('other screens', () => {
  const keymap = new Keymap(scenarios);

  test('the help has exactly its size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 200 }),
        fc.integer({ min: 6, max: 60 }),
        fc.nat({ max: 99 }),
        (width, height, first) => {
          expectSize(helpText({ theme, width, height, help: keymap.help('runs'), first }), width, height);
        },
      ),
    );
  });

  test.each(['runs', 'replay'] as const)('the help of %s tells at 80x24 how to leave it, and how to quit', (source) => {
    const { width, height } = layoutOf({ columns: 80, rows: 24 })?.body ?? { width: 0, height: 0 };
    const text = textOf(helpText({ theme, width, height, help: keymap.help(source), first: 0 }));
    expect(text).toMatch(/^║ +Esc {2}leave/m);
    expect(text).toMatch(/^║ +\? {2}this help/m);
    expect(text).toMatch(/^║ +q Ctrl-C {2}quit/m);
  });

  test('a small terminal is told which size is needed and which there is', () => {
    expect(tooSmallRows({ columns: 39, rows: 8 }).join('')).toContain(
      `needs ${leastSize.columns}x${leastSize.rows}, has 39x8`,
    );
    expect(tooSmallRows({ columns: 1, rows: 1 })).toEqual(['~']);
  });
});
