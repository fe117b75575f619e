import { describe, expect, test } from 'vitest';
import type { Lane } from '../../src/engine/lane/lane.ts';
import type { RunEvent } from '../../src/engine/protocol.ts';
import { scenarios } from '../../src/tasks/scenarios.ts';
import type { Action } from '../../src/ui/commands.ts';
import type { Effect, Update } from '../../src/ui/effects.ts';
import { Keymap } from '../../src/ui/keymap.ts';
import type { Facts } from '../../src/ui/screens/screen.ts';
import { initialState, planFor, type ScreenState, topOf, type UiState, zoomed } from '../../src/ui/state.ts';
import { update } from '../../src/ui/update.ts';
import { laneWith } from '../lanes.ts';

const [interleave, gil, , fetch] = scenarios;
if (interleave === undefined || gil === undefined || fetch === undefined) throw new Error('scenarios are missing');

const choices = { workers: 2, live: 64, seed: 1 };
const start = initialState(interleave, choices);

/** A lane that printed so many lines. */
function printed(name: string, lines: number): Lane {
  const output = Array.from(
    { length: lines },
    (_, at): RunEvent => ({ type: 'output', at, stream: 'task', task: 0, text: `line ${at}` }),
  );
  return laneWith(name, ['a'], output);
}

/** Six lanes in three columns; a zoomed pane shows ten lines. */
const facts: Facts = {
  lanes: ['sequential', 'promises', 'threads', 'forks', 'thread-pool', 'process-pool'].map((name) =>
    printed(name, 100),
  ),
  body: { width: 110, height: 15 },
  scenarios,
  help: new Keymap(scenarios).help('runs'),
};

/** Where actions lead, one after the other, and all that they ask for. */
function updated(state: UiState, ...actions: Action[]): Update {
  return actions.reduce<Update>(
    (last, action) => {
      const next = update(last.state, action, facts);
      return { state: next.state, effects: [...last.effects, ...next.effects] };
    },
    { state, effects: [] },
  );
}

function stateAfter(state: UiState, ...actions: Action[]): UiState {
  return updated(state, ...actions).state;
}

function asksFor(state: UiState, ...actions: Action[]): Effect['type'][] {
  return updated(state, ...actions).effects.map(({ type }) => type);
}

const zoomedAt = (end: number | 'newest', focus = 0): UiState => ({ ...start, focus, screens: [{ ...zoomed, end }] });

describe('scenarios', () => {
  test('a number starts that scenario anew, in the grid, with the focus on the first pane', () => {
    const { state, effects } = updated(zoomedAt(3, 4), { type: 'scenario', index: 1 });
    expect(state).toMatchObject({ scenario: gil, focus: 0, screens: [] });
    expect(effects).toEqual([{ type: 'start', plan: planFor(state) }]);
  });

  test('a number without a scenario does nothing', () => {
    expect(updated(start, { type: 'scenario', index: 8 })).toEqual({ state: start, effects: [] });
  });

  test('the number of the shown one runs it again, and leaves the focus', () => {
    const { state, effects } = updated({ ...start, focus: 2 }, { type: 'scenario', index: 0 });
    expect(state.focus).toBe(2);
    expect(effects).toMatchObject([{ type: 'start', plan: { scenario: { id: 'interleave' } } }]);
  });

  test('are those that there are, in their order', () => {
    const others = { ...facts, scenarios: [fetch] };
    expect(update(start, { type: 'scenario', index: 0 }, others).state.scenario).toBe(fetch);
    expect(update(start, { type: 'scenario', index: 1 }, others).effects).toEqual([]);
  });

  test('amounts of the command line hold for its scenario only', () => {
    const state = initialState(gil, { ...choices, tasks: 4, size: 1_000 });
    expect(planFor(state).parameters).toMatchObject({ tasks: 4, size: 1_000 });
    expect(planFor(stateAfter(state, { type: 'scenario', index: 0 })).parameters).toEqual({
      ...interleave.defaults,
      urls: [],
    });
  });

  test('the size of the article holds for all of them', () => {
    const state = initialState(gil, { ...choices, size: 'article' });
    expect(planFor(stateAfter(state, { type: 'scenario', index: 0 })).parameters.delayMs).toBe(1_000);
  });

  test('what was changed of a scenario is still so when it comes back', () => {
    const state = stateAfter(
      start,
      { type: 'tasks', by: 1 },
      { type: 'scenario', index: 1 },
      { type: 'scenario', index: 0 },
    );
    expect(planFor(state).parameters.tasks).toBe(interleave.defaults.tasks + 1);
  });
});

describe('focus', () => {
  const move = (focus: number, dx: number, dy: number) =>
    stateAfter({ ...start, focus }, { type: 'move', dx, dy }).focus;

  test('moves in two dimensions and stops at the edges', () => {
    expect([move(0, 1, 0), move(2, 1, 0), move(0, -1, 0), move(1, 0, 1), move(4, 0, -1), move(4, 0, 1)]).toEqual([
      1, 2, 0, 4, 1, 4,
    ]);
  });

  test('lands on the last pane where there is none below', () => {
    const five = { ...facts, lanes: facts.lanes.slice(0, 5) };
    expect(update({ ...start, focus: 2 }, { type: 'move', dx: 0, dy: 1 }, five).state.focus).toBe(4);
  });

  test('goes round with Tab', () => {
    expect(stateAfter({ ...start, focus: 5 }, { type: 'step', by: 1 }).focus).toBe(0);
    expect(stateAfter(start, { type: 'step', by: -1 }).focus).toBe(5);
  });

  test('starts at the newest line of another zoomed pane, also under the help', () => {
    const state = stateAfter(zoomedAt(40), { type: 'help' }, { type: 'step', by: 1 });
    expect(state).toMatchObject({ focus: 1, screens: [zoomed, { id: 'help', first: 0 }] });
  });
});

describe('the stack of screens', () => {
  const opened = (...actions: Action[]): ScreenState['id'][] =>
    stateAfter(start, ...actions).screens.map(({ id }) => id);

  test('has the grid under all', () => {
    expect(topOf(start)).toEqual({ id: 'grid' });
    expect(opened({ type: 'leave' }, { type: 'leave' })).toEqual([]);
  });

  test('zooms and goes back with z', () => {
    expect(topOf(stateAfter(start, { type: 'zoom' }))).toEqual(zoomed);
    expect(opened({ type: 'zoom' }, { type: 'zoom' })).toEqual([]);
  });

  test('goes back from the help to what it covered', () => {
    expect(opened({ type: 'zoom' }, { type: 'help' })).toEqual(['zoom', 'help']);
    expect(opened({ type: 'zoom' }, { type: 'help' }, { type: 'leave' })).toEqual(['zoom']);
    expect(opened({ type: 'zoom' }, { type: 'help' }, { type: 'help' })).toEqual(['zoom']);
    expect(opened({ type: 'zoom' }, { type: 'help' }, { type: 'leave' }, { type: 'leave' })).toEqual([]);
  });

  test('gives an action to the screen on top, and keeps what those below remember', () => {
    const covered = stateAfter(zoomedAt(50), { type: 'help' }, { type: 'scroll', lines: -1 });
    expect(stateAfter(covered, { type: 'leave' })).toEqual(zoomedAt(50));
    expect(stateAfter(zoomedAt(50), { type: 'scroll', lines: -1 })).toEqual(zoomedAt(49));
    expect(stateAfter(zoomedAt(50), { type: 'move', dx: 1, dy: 0 })).toEqual(zoomedAt(50));
  });

  test('is left for the grid by what shows other lanes', () => {
    expect(opened({ type: 'zoom' }, { type: 'runtimes' })).toEqual([]);
    expect(opened({ type: 'zoom' }, { type: 'help' }, { type: 'scenario', index: 1 })).toEqual([]);
    expect(opened({ type: 'zoom' }, { type: 'again' })).toEqual(['zoom']);
  });
});

describe('scrolling', () => {
  const endAfter = (state: UiState, ...actions: Action[]) => {
    const top = topOf(stateAfter(state, ...actions));
    return top.id === 'zoom' ? top.end : undefined;
  };
  const end = (...actions: Action[]) => endAfter(zoomedAt('newest'), ...actions);

  test('goes by lines and by pages, which overlap by a line', () => {
    expect(end({ type: 'scroll', lines: -1 })).toBe(99);
    expect(end({ type: 'scroll', pages: -1 })).toBe(91);
    expect(end({ type: 'scroll', pages: -2 }, { type: 'scroll', lines: 3 })).toBe(85);
  });

  test('ends at the first line kept, and at the newest, which it follows', () => {
    expect(end({ type: 'scroll-to', place: 'first' })).toBe(10);
    expect(end({ type: 'scroll', lines: -5 }, { type: 'scroll', lines: 9 })).toBe('newest');
    expect(end({ type: 'scroll-to', place: 'first' }, { type: 'scroll-to', place: 'newest' })).toBe('newest');
    const long = printed('threads', 6_000);
    const { state } = update(zoomedAt('newest'), { type: 'scroll-to', place: 'first' }, { ...facts, lanes: [long] });
    expect(long.output.kept).toBeLessThan(6_000);
    expect(topOf(state)).toEqual({ ...zoomed, end: 6_000 - long.output.kept + 10 });
  });

  test('goes on from what is shown, where the lines that it stopped at are kept no longer', () => {
    const long = { ...facts, lanes: [printed('threads', 6_000)] };
    const first = 6_000 - (long.lanes[0]?.output.kept ?? 0);
    const ends = [-1, 1].map((lines) => topOf(update(zoomedAt(40), { type: 'scroll', lines }, long).state));
    expect(ends).toEqual([
      { ...zoomed, end: first + 10 },
      { ...zoomed, end: first + 11 },
    ]);
  });

  test('stays where it is when there is nothing to scroll', () => {
    const short = { ...facts, lanes: [printed('threads', 3)] };
    const { state } = update(zoomedAt('newest'), { type: 'scroll', pages: -1 }, short);
    expect(state).toEqual(zoomedAt('newest'));
  });

  test('goes through the help, and ends at its last line', () => {
    const open = stateAfter(start, { type: 'help' });
    const room = facts.body.height - 2;
    const last = facts.help.length - room;
    const firsts = (...actions: Action[]) => topOf(stateAfter(open, ...actions));
    expect(last).toBeGreaterThan(2);
    expect(firsts({ type: 'scroll', lines: 1 })).toEqual({ id: 'help', first: 1 });
    expect(firsts({ type: 'scroll', lines: -1 })).toEqual({ id: 'help', first: 0 });
    expect(firsts({ type: 'scroll', pages: 9 })).toEqual({ id: 'help', first: last });
    expect(firsts({ type: 'scroll-to', place: 'newest' }, { type: 'scroll', lines: -2 })).toEqual({
      id: 'help',
      first: last - 2,
    });
  });

  test('goes through the tables of the zoomed pane, and starts at their tops in another lane', () => {
    const many = laneWith(
      'threads',
      Array.from({ length: 40 }, (_, id) => `task ${id}`),
      [],
    );
    const seen = { ...facts, lanes: [many, many] };
    const down = update(zoomedAt('newest'), { type: 'scroll-tables', pages: 1 }, seen).state;
    const down3 = update(update(down, { type: 'scroll-tables', pages: 1 }, seen).state, { type: 'step', by: 1 }, seen);
    expect(topOf(down)).toMatchObject({ tables: 5 });
    expect(topOf(down3.state)).toEqual(zoomed);
    expect(topOf(update(down, { type: 'scroll-tables', pages: -1 }, seen).state)).toEqual(zoomed);
  });

  test('does nothing in the grid', () => {
    expect(stateAfter(start, { type: 'scroll', lines: -1 })).toBe(start);
  });

  test('starts at the newest line of a new run', () => {
    expect(endAfter(zoomedAt(40), { type: 'again' })).toBe('newest');
  });
});

describe('runs', () => {
  test('again asks for a new run, and thaws the display', () => {
    expect(stateAfter(start, { type: 'freeze' }, { type: 'again' }).frozen).toBe(false);
    expect(asksFor(start, { type: 'freeze' }, { type: 'again' })).toEqual(['start']);
  });

  test('freezing asks for no run', () => {
    const { state: frozen, effects } = updated(start, { type: 'freeze' });
    expect(frozen.frozen).toBe(true);
    expect(effects).toEqual([]);
    expect(stateAfter(frozen, { type: 'freeze' }).frozen).toBe(false);
  });

  test('there is never less than one task', () => {
    const { state, effects } = updated(start, { type: 'tasks', by: -1 }, { type: 'tasks', by: -1 });
    expect(planFor(state).parameters.tasks).toBe(1);
    expect(effects).toHaveLength(1);
  });

  test('many tasks change by larger steps, forth and back', () => {
    const many = initialState(interleave, { ...choices, tasks: 100 });
    const more = stateAfter(many, { type: 'tasks', by: 1 });
    expect(planFor(more).parameters.tasks).toBe(150);
    expect(planFor(stateAfter(more, { type: 'tasks', by: -1 })).parameters.tasks).toBe(100);
  });

  test('[ and ] turn the knob of the scenario', () => {
    expect(planFor(stateAfter(start, { type: 'knob', factor: 2 })).parameters.delayMs).toBe(1_000);
    const counting = stateAfter(start, { type: 'scenario', index: 1 }, { type: 'knob', factor: 0.5 });
    expect(planFor(counting).parameters.size).toBe(gil.defaults.size / 2);
  });

  test('the delay does not sink below a millisecond', () => {
    const state = stateAfter(start, ...Array.from({ length: 30 }, () => ({ type: 'knob', factor: 0.5 }) as const));
    expect(planFor(state).parameters.delayMs).toBe(1);
  });

  test('o changes between together and in turn', () => {
    const { state: inTurn, effects } = updated(start, { type: 'order' });
    expect(planFor(inTurn).order).toBe('in-turn');
    expect(effects).toEqual([{ type: 'start', plan: planFor(inTurn) }]);
    expect(planFor(stateAfter(inTurn, { type: 'order' })).order).toBe('together');
  });
});

describe('what is asked for beside new state', () => {
  test('is to stop the focused lane, or all', () => {
    const state = { ...start, focus: 1 };
    expect(updated(state, { type: 'stop', which: 'focused' })).toEqual({
      state,
      effects: [{ type: 'stop', lane: 'promises' }],
    });
    expect(updated(state, { type: 'stop', which: 'all' }).effects).toEqual([{ type: 'stop' }]);
  });

  test.each<Action & Effect>([
    { type: 'play', command: 'faster' },
    { type: 'quit', interrupted: true },
    { type: 'suspend' },
    { type: 'redraw' },
  ])('is what is none of the state: %j', (action) => {
    for (const state of [start, zoomedAt(3)]) expect(updated(state, action)).toEqual({ state, effects: [action] });
  });
});
