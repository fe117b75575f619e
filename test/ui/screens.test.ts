import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Lane } from '../../src/engine/lane/lane.ts';
import { planOf } from '../../src/engine/plan.ts';
import { scenarios } from '../../src/tasks/scenarios.ts';
import { Keymap } from '../../src/ui/keymap.ts';
import { layoutOf } from '../../src/ui/layout.ts';
import type { Target, View } from '../../src/ui/screens/screen.ts';
import { screenOf } from '../../src/ui/screens/screens.ts';
import { initialState, type ScreenId, type ScreenState, zoomed } from '../../src/ui/state.ts';
import { makeTheme } from '../../src/ui/theme.ts';
import { finishedLane, laneWith, scenarioOf, sessionOf } from '../lanes.ts';

const scenario = scenarioOf('interleave');
const choices = { workers: 2, live: 64, seed: 1 };

function viewOf(lanes: readonly Lane[], columns: number, rows: number, focus = 0): View {
  const body = layoutOf({ columns, rows })?.body ?? { width: 0, height: 0 };
  const plan = planOf(scenario, choices);
  return {
    theme: makeTheme({ colour: false, unicode: true }),
    frame: {
      state: { ...initialState(scenario, choices), focus },
      standing: { plan, session: sessionOf(lanes), lanes, now: 0, startedAt: 0 },
    },
    body,
    cores: 2,
    help: new Keymap(scenarios).help('runs'),
  };
}

function under<Id extends ScreenId>(own: ScreenState<Id>, view: View, x: number, y: number): Target | undefined {
  return screenOf<Id>(own).under({ x, y }, own, view);
}

const lanes = (howMany: number) => Array.from({ length: howMany }, (_, index) => finishedLane(`lane-${index}`, 100));

describe('under a cell of the grid', () => {
  test('lies the pane that is drawn there', () => {
    const view = viewOf(lanes(6), 160, 48);
    const at = (x: number, y: number) => under({ id: 'grid' }, view, x, y);
    expect([at(0, 0), at(52, 21), at(54, 0), at(159, 0), at(0, 22), at(159, 43)]).toEqual(
      [0, 0, 1, 2, 3, 5].map((lane) => ({ type: 'lane', lane })),
    );
  });

  test('lies another one once the grid has scrolled', () => {
    expect(under({ id: 'grid' }, viewOf(lanes(6), 40, 16, 5), 3, 0)).toEqual({ type: 'lane', lane: 4 });
  });

  test('lies exactly one pane, or the hole where the last row is not full', () => {
    const size = fc.record({ columns: fc.integer({ min: 40, max: 250 }), rows: fc.integer({ min: 8, max: 70 }) });
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 12 }), fc.nat(), ({ columns, rows }, howMany, focus) => {
        const view = viewOf(lanes(howMany), columns, rows, focus % howMany);
        const counts = new Map<number, number>();
        for (let y = 0; y < view.body.height; y += 1)
          for (let x = 0; x < view.body.width; x += 1) {
            const target = under({ id: 'grid' }, view, x, y);
            if (target?.type === 'lane') counts.set(target.lane, (counts.get(target.lane) ?? 0) + 1);
          }
        expect([...counts.keys()]).toContain(focus % howMany);
        expect([...counts.keys()].every((lane) => lane < howMany)).toBe(true);
        expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(36 * 6);
      }),
      { numRuns: 30 },
    );
  });
});

describe('under a cell of the zoomed pane', () => {
  const lane = laneWith(
    'threads',
    ['a', 'b'],
    [{ type: 'worker-started', at: 1, worker: 'w', kind: 'thread', pid: 1, askedAt: 0 }],
  );

  test.each([
    ['beside', 160, 48, [100, 20], [125, 20]],
    ['under', 80, 24, [5, 18], [5, 5]],
  ] as const)('lie the output and the tables, which are %s it', (_, columns, rows, output, tables) => {
    const view = viewOf([lane], columns, rows);
    expect(under(zoomed, view, output[0], output[1])).toEqual({ type: 'output' });
    expect(under(zoomed, view, tables[0], tables[1])).toEqual({ type: 'tables' });
  });
});

test('under a cell of the help lie the keys', () => {
  expect(under({ id: 'help', first: 0 }, viewOf(lanes(2), 80, 24), 3, 3)).toEqual({ type: 'keys' });
});

test('the grid tells which panes it shows where it does not show all', () => {
  const position = (columns: number, rows: number, focus: number) =>
    screenOf<'grid'>({ id: 'grid' }).position?.({ id: 'grid' }, viewOf(lanes(6), columns, rows, focus));
  expect(position(80, 24, 0)).toBe('');
  expect(position(40, 16, 0)).toBe('panes 1-2 of 6');
  expect(position(40, 16, 5)).toBe('panes 5-6 of 6');
});
