import { describe, expect, test } from 'vitest';
import { scenarios } from '../../src/tasks/scenarios.ts';
import { type Action, reduce, type View } from '../../src/ui/reducer.ts';
import { initialState, planFor, type UiState } from '../../src/ui/state.ts';

const [interleave, gil, , fetch] = scenarios;
if (interleave === undefined || gil === undefined || fetch === undefined) throw new Error('scenarios are missing');

const choices = { workers: 2, live: 64, seed: 1 };
const start = initialState(interleave, choices);
const view: View = { lanes: 6, columns: 3, output: { count: 100, kept: 80, page: 10 } };

function reduced(state: UiState, ...actions: Action[]): UiState {
  return actions.reduce((last, action) => reduce(last, action, view), state);
}

describe('scenarios', () => {
  test('a number starts that scenario anew, in the grid, with the focus on the first pane', () => {
    const state = reduced({ ...start, focus: 4, screen: { kind: 'zoom', end: 3 } }, { type: 'scenario', index: 1 });
    expect(state).toMatchObject({ scenario: gil, focus: 0, screen: { kind: 'grid' }, run: 2 });
  });

  test('a number without a scenario does nothing', () => {
    expect(reduced(start, { type: 'scenario', index: 8 })).toBe(start);
  });

  test('the number of the shown one runs it again', () => {
    expect(reduced(start, { type: 'scenario', index: 0 }).run).toBe(2);
  });

  test('amounts of the command line hold for its scenario only', () => {
    const state = initialState(gil, { ...choices, tasks: 4, size: 1_000 });
    expect(planFor(state).parameters).toMatchObject({ tasks: 4, size: 1_000 });
    expect(planFor(reduced(state, { type: 'scenario', index: 0 })).parameters).toEqual({
      ...interleave.defaults,
      urls: [],
    });
  });

  test('the size of the article holds for all of them', () => {
    const state = initialState(gil, { ...choices, size: 'article' });
    expect(planFor(reduced(state, { type: 'scenario', index: 0 })).parameters.delayMs).toBe(1_000);
  });

  test('what was changed of a scenario is still so when it comes back', () => {
    const state = reduced(
      start,
      { type: 'tasks', by: 1 },
      { type: 'scenario', index: 1 },
      { type: 'scenario', index: 0 },
    );
    expect(planFor(state).parameters.tasks).toBe(interleave.defaults.tasks + 1);
  });
});

describe('focus', () => {
  const move = (focus: number, dx: number, dy: number) => reduced({ ...start, focus }, { type: 'move', dx, dy }).focus;

  test('moves in two dimensions and stops at the edges', () => {
    expect([move(0, 1, 0), move(2, 1, 0), move(0, -1, 0), move(1, 0, 1), move(4, 0, -1), move(4, 0, 1)]).toEqual([
      1, 2, 0, 4, 1, 4,
    ]);
  });

  test('lands on the last pane where there is none below', () => {
    expect(reduce({ ...start, focus: 2 }, { type: 'move', dx: 0, dy: 1 }, { ...view, lanes: 5 }).focus).toBe(4);
  });

  test('goes round with Tab', () => {
    expect(reduced({ ...start, focus: 5 }, { type: 'step', by: 1 }).focus).toBe(0);
    expect(reduced(start, { type: 'step', by: -1 }).focus).toBe(5);
  });

  test('starts at the newest line of another zoomed pane', () => {
    const state = reduced({ ...start, screen: { kind: 'zoom', end: 40 } }, { type: 'step', by: 1 });
    expect(state).toMatchObject({ focus: 1, screen: { kind: 'zoom', end: 'newest' } });
  });
});

describe('screens', () => {
  test('z zooms and goes back', () => {
    const zoomed = reduced(start, { type: 'zoom' });
    expect(zoomed.screen).toEqual({ kind: 'zoom', end: 'newest' });
    expect(reduced(zoomed, { type: 'zoom' }).screen).toEqual({ kind: 'grid' });
  });

  test('help goes back to what it covered', () => {
    const help = reduced(start, { type: 'zoom' }, { type: 'help' });
    expect(help.screen.kind).toBe('help');
    expect(reduced(help, { type: 'leave' }).screen.kind).toBe('zoom');
    expect(reduced(help, { type: 'help' }).screen.kind).toBe('zoom');
    expect(reduced(help, { type: 'leave' }, { type: 'leave' }).screen.kind).toBe('grid');
  });
});

describe('scrolling', () => {
  const zoomed = reduced(start, { type: 'zoom' });
  const end = (...actions: Action[]) => {
    const { screen } = reduced(zoomed, ...actions);
    return screen.kind === 'zoom' ? screen.end : undefined;
  };

  test('goes by lines and by pages, which overlap by a line', () => {
    expect(end({ type: 'scroll', lines: -1 })).toBe(99);
    expect(end({ type: 'scroll', pages: -1 })).toBe(91);
    expect(end({ type: 'scroll', pages: -2 }, { type: 'scroll', lines: 3 })).toBe(85);
  });

  test('ends at the first line kept, and at the newest, which it follows', () => {
    expect(end({ type: 'scroll-to', place: 'first' })).toBe(30);
    expect(end({ type: 'scroll', lines: -5 }, { type: 'scroll', lines: 9 })).toBe('newest');
    expect(end({ type: 'scroll-to', place: 'first' }, { type: 'scroll-to', place: 'newest' })).toBe('newest');
  });

  test('stays where it is when there is nothing to scroll', () => {
    const short: View = { ...view, output: { count: 3, kept: 3, page: 10 } };
    expect(reduce(zoomed, { type: 'scroll', pages: -1 }, short).screen).toEqual({ kind: 'zoom', end: 'newest' });
  });

  test('does nothing in the grid', () => {
    expect(reduced(start, { type: 'scroll', lines: -1 })).toBe(start);
  });
});

describe('runs', () => {
  test('again asks for a new run, and thaws the display', () => {
    const state = reduced(start, { type: 'freeze' }, { type: 'again' });
    expect(state).toMatchObject({ run: 2, frozen: false });
  });

  test('freezing asks for no run', () => {
    const frozen = reduced(start, { type: 'freeze' });
    expect(frozen).toMatchObject({ frozen: true, run: 1 });
    expect(reduced(frozen, { type: 'freeze' }).frozen).toBe(false);
  });

  test('there is never less than one task', () => {
    const state = reduced(start, { type: 'tasks', by: -1 }, { type: 'tasks', by: -1 });
    expect(planFor(state).parameters.tasks).toBe(1);
    expect(state.run).toBe(2);
  });

  test('many tasks change by larger steps, forth and back', () => {
    const many = initialState(interleave, { ...choices, tasks: 100 });
    const more = reduced(many, { type: 'tasks', by: 1 });
    expect(planFor(more).parameters.tasks).toBe(150);
    expect(planFor(reduced(more, { type: 'tasks', by: -1 })).parameters.tasks).toBe(100);
  });

  test('[ and ] turn the knob of the scenario', () => {
    expect(planFor(reduced(start, { type: 'knob', factor: 2 })).parameters.delayMs).toBe(1_000);
    const counting = reduced(start, { type: 'scenario', index: 1 }, { type: 'knob', factor: 0.5 });
    expect(planFor(counting).parameters.size).toBe(gil.defaults.size / 2);
  });

  test('the delay does not sink below a millisecond', () => {
    const state = reduced(start, ...Array.from({ length: 30 }, () => ({ type: 'knob', factor: 0.5 }) as const));
    expect(planFor(state).parameters.delayMs).toBe(1);
  });

  test('o changes between together and in turn', () => {
    const inTurn = reduced(start, { type: 'order' });
    expect(planFor(inTurn).order).toBe('in-turn');
    expect(planFor(reduced(inTurn, { type: 'order' })).order).toBe('together');
    expect(inTurn.run).toBe(2);
  });
});
