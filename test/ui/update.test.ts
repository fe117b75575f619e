import { describe, expect, test } from 'vitest';
import { workloadOf } from '../../src/tasks/own-work.ts';
import type { Action } from '../../src/ui/commands.ts';
import type { Effect } from '../../src/ui/effects.ts';
import { initialState, planFor, zoomed } from '../../src/ui/state.ts';
import { update } from '../../src/ui/update.ts';
import { scenarioOf } from '../lanes.ts';

import { asksFor, choices, facts, interleave, start, stateAfter, updated, zoomedAt } from './updates.ts';

const gil = scenarioOf('gil');
const fetch = scenarioOf('fetch');

describe('scenarios', () => {
  test('a number starts that scenario anew, in the grid, with the focus on the first pane', () => {
    const { state, effects } = updated(zoomedAt(3, 4), { type: 'scenario', index: 1 });
    expect(state).toMatchObject({ scenario: gil, focus: 0, screens: [] });
    expect(effects).toEqual([{ type: 'start', job: { type: 'session', plan: planFor(state) } }]);
  });

  test('a number without a scenario does nothing', () => {
    expect(updated(start, { type: 'scenario', index: 8 })).toEqual({ state: start, effects: [] });
  });

  test('the number of the shown one runs it again, and leaves the focus', () => {
    const { state, effects } = updated({ ...start, focus: 2 }, { type: 'scenario', index: 0 });
    expect(state.focus).toBe(2);
    expect(effects).toMatchObject([{ type: 'start', job: { plan: { scenario: { id: 'interleave' } } } }]);
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

  test('[, ] and p do nothing for a file of the user, which has no size and one language', () => {
    const work = { path: '/own/resize.ts', name: 'default', inputs: { from: 'numbers' } } as const;
    const own = initialState(workloadOf(work, { inputs: null }), choices);
    for (const action of [{ type: 'knob', factor: 2 }, { type: 'runtimes' }] as const)
      expect(update(own, action, facts)).toEqual({ state: own, effects: [] });
    expect(planFor(stateAfter(own, { type: 'tasks', by: 1 })).parameters.tasks).toBe(9);
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
    expect(effects).toEqual([{ type: 'start', job: { type: 'session', plan: planFor(inTurn) } }]);
    expect(planFor(stateAfter(inTurn, { type: 'order' })).order).toBe('together');
  });
});

describe('a decision', () => {
  const answered = { ...start, screens: [zoomed, { id: 'answer', first: 2 } as const] };

  test('is asked for with what the user chose for the scenario', () => {
    const more = stateAfter(start, { type: 'tasks', by: 1 }, { type: 'freeze' });
    const { state, effects } = updated(more, { type: 'decide' });
    expect(state.frozen).toBe(false);
    const wanted = { ...choices, tasks: interleave.defaults.tasks + 1 };
    expect(effects).toEqual([{ type: 'start', job: { type: 'decision', scenario: interleave, choices: wanted } }]);
  });

  test('has its answer on a screen that one key opens and closes', () => {
    const open = stateAfter(start, { type: 'answer' });
    expect(open.screens).toEqual([{ id: 'answer', first: 0 }]);
    expect(stateAfter(open, { type: 'answer' }).screens).toEqual([]);
    expect(stateAfter(open, { type: 'leave' }).screens).toEqual([]);
  });

  test('is not answered any more when something else is started', () => {
    for (const type of ['again', 'decide', 'rounds'] as const)
      expect(stateAfter(answered, { type }).screens).toEqual([zoomed]);
  });

  test('has an answer that scrolls no further than it is long', () => {
    const answer = Array.from({ length: 20 }, (_, place) => `Sentence ${place}.`);
    const long = { ...facts, answer };
    const answerAfter = (...actions: Action[]) =>
      actions.reduce((state, action) => update(state, action, long).state, stateAfter(start, { type: 'answer' }));
    expect(answerAfter({ type: 'scroll', lines: 1 }).screens).toEqual([{ id: 'answer', first: 1 }]);
    expect(answerAfter({ type: 'scroll-to', place: 'newest' }).screens).toEqual([{ id: 'answer', first: 7 }]);
    expect(answerAfter({ type: 'scroll', pages: 1 }, { type: 'scroll', lines: -20 }).screens).toEqual([
      { id: 'answer', first: 0 },
    ]);
  });

  test('leaves the focus on a lane that there is, where it had more of them', () => {
    expect(stateAfter({ ...start, focus: 9 }, { type: 'again' }).focus).toBe(5);
    expect(stateAfter({ ...start, focus: 3 }, { type: 'again' }).focus).toBe(3);
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
