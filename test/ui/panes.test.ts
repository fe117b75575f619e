import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { fold } from '../../src/engine/lane/fold.ts';
import type { Lane } from '../../src/engine/lane/lane.ts';
import { planOf } from '../../src/engine/plan.ts';
import type { RunEvent } from '../../src/engine/protocol.ts';
import { scenarios } from '../../src/tasks/scenarios.ts';
import { Keymap } from '../../src/ui/keymap.ts';
import { firstShownRow, gridOf, layoutOf, leastSize } from '../../src/ui/layout.ts';
import type { Frame } from '../../src/ui/picture.ts';
import { helpText } from '../../src/ui/screens/help.ts';
import { type LanePaneProps, paneText } from '../../src/ui/screens/lane-pane.ts';
import { laneSpinner } from '../../src/ui/screens/shown-lane.ts';
import { tooSmallRows } from '../../src/ui/screens/too-small.tsx';
import { firstTableRow, tablePage, zoomLayout } from '../../src/ui/screens/zoom-layout.ts';
import { zoomText } from '../../src/ui/screens/zoom-pane.ts';
import { initialState } from '../../src/ui/state.ts';
import { makeTheme, themeFor } from '../../src/ui/theme.ts';
import { headerRows, noticeRows, statusRows } from '../../src/ui/widgets/bars.ts';
import type { Box } from '../../src/ui/widgets/box.ts';
import { finishedLane, laneWith, sessionOf } from '../lanes.ts';

const [interleave] = scenarios;
if (interleave === undefined) throw new Error('scenarios are missing');
const choices = { workers: 2, live: 64, seed: 1 };

/** A replay before its first event. */
const frame: Frame = {
  state: initialState(interleave, choices),
  standing: { plan: planOf(interleave, choices), session: sessionOf([]), lanes: [], now: 0, startedAt: 0 },
  replay: { file: 'run.log', speed: 0.5, isPaused: false },
};

const theme = makeTheme({ colour: true, unicode: true });
const plain = makeTheme({ colour: false, unicode: false });

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '\u001b[2J',
        '\u001b]0;x\u0007',
        '\u001b[31m',
        '界',
        '👩‍👩‍👧',
        '🇩🇪',
        '\n',
        '\r',
        '\t',
        'abc ',
        '\u202e',
      ),
      {
        maxLength: 80,
      },
    )
    .map((parts) => parts.join('')),
);

const someLane = fc
  .record({
    labels: fc.array(fc.oneof(fc.constant('numbers'), hostileText), { minLength: 1, maxLength: 30 }),
    lines: fc.array(hostileText, { maxLength: 30 }),
    end: fc.constantFrom(undefined, 'finished', 'failed', 'stopped', 'timed-out'),
    reason: hostileText,
  })
  .map(({ labels, lines, end, reason }): Lane => {
    const events: RunEvent[] = lines.map((text, at) => ({
      type: 'output',
      at,
      stream: 'task',
      task: at % labels.length,
      text,
    }));
    const worker: RunEvent = { type: 'worker-started', at: 5, worker: 'w', kind: 'thread', pid: 7, askedAt: 1 };
    const finish: RunEvent[] = end === undefined ? [] : [{ type: 'run-finished', at: 1_000_000, end, reason }];
    return laneWith('process-pool', labels, [worker, ...events, ...finish]);
  });

function props(lane: Lane, more: Partial<LanePaneProps> = {}): LanePaneProps {
  return {
    theme: plain,
    lane,
    width: 40,
    height: 8,
    focused: false,
    elapsed: 1_030,
    beat: '',
    speed: '',
    limit: '',
    run: '',
    remark: '',
    ...more,
  };
}

function textOf({ top, rest }: Box): string {
  return stripVTControlCharacters(`${top}\n${rest}`);
}

function expectSize(box: Box, width: number, height: number): void {
  const rows = textOf(box).split('\n');
  expect(rows).toHaveLength(height);
  expect(stringWidth(rows[0] ?? '')).toBe(width - 1);
  for (const row of rows) {
    expect(stringWidth(row)).toBeLessThan(width);
    expect(row).not.toMatch(/\p{Control}/u);
  }
}

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

describe('in ASCII', () => {
  const ascii = /^[\x20-\x7e\n]*$/;

  test('a pane has nothing else, and its size, whatever is printed in it', () => {
    const size = { width: fc.integer({ min: 36, max: 120 }), height: fc.integer({ min: 6, max: 40 }) };
    fc.assert(
      fc.property(someLane, fc.record(size), hostileText, (lane, { width, height }, text) => {
        const more = { width, height, closing: `${text} 1.5× …`, speed: `2.00× · ${text}`, remark: text };
        const boxes = [
          paneText(props(lane, more)),
          zoomText({ ...props(lane, more), width, height, end: 'newest', tables: 0, cores: 2 }),
        ];
        for (const box of boxes) {
          expectSize(box, width, height);
          expect(textOf(box)).toMatch(ascii);
        }
      }),
    );
  });

  test.each([
    ['Hashed: 1f3a… 1.92× in 3 µs', 'Hashed: 1f3a~ 1.92x in 3 us'],
    ['Gr\u00fc\u00dfe, na\u00efve \u2013 \u201cquoted\u201d', 'Gru?e, naive - "quoted"'],
    ['世界', '????'],
  ])('%j is written as %j', (text, written) => {
    expect(plain.shown(text)).toBe(written);
    expect(theme.shown(text)).toBe(text);
  });

  test('the bars and the help have nothing else', () => {
    const help = new Keymap(scenarios).help('replay');
    const rows = [
      textOf(helpText({ theme: plain, width: 80, height: 24, help, first: 0 })),
      ...noticeRows(plain, 80, 1, ['the clock steps by 3 µs, 2.5× as much']),
      ...[1, 2].flatMap((bars) => headerRows(plain, 80, bars, { frame, scenarios })),
      ...statusRows(plain, 80, 2, { frame, machine: '2 cores', position: '', hints: [], untold: 0 }),
    ];
    expect(rows.join('\n')).toMatch(ascii);
    expect(rows.join('\n')).toContain('replay of run.log at 0.5x');
  });
});

describe('the theme', () => {
  test('paints nothing white or yellow, which a light background swallows', () => {
    const painted = [...Object.values(theme.paint), ...Array.from({ length: 12 }, (_, id) => theme.task(id))];
    const codes = painted.map((paint) => paint('x')).join('');
    expect(codes).not.toMatch(new RegExp(`${String.fromCharCode(27)}\\[(?:33|37|93|97)m`));
    expect(new Set(Array.from({ length: 5 }, (_, id) => theme.task(id)('x'))).size).toBe(5);
  });

  test.each([
    [{ NO_COLOR: '1', TERM: 'xterm' }, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: '0' }, false],
    [{ TERM: 'dumb' }, false],
    [{ TERM: 'xterm-256color' }, true],
    [{ NO_COLOR: '', TERM: 'xterm' }, true],
  ])('of %j has colours: %s', (environment, coloured) => {
    expect(themeFor(environment).paint.bad('x') !== 'x').toBe(coloured);
  });

  test.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'C' }, false],
    [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, false],
    [{ LANG: 'en_US.UTF-8', TERM: 'linux' }, false],
    [{}, false],
  ])('of %j is in Unicode: %s', (environment, unicode) => {
    expect(themeFor(environment).unicode).toBe(unicode);
  });
});
