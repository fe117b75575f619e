import type { Lane } from '../../src/engine/lane/lane.ts';
import type { RunEvent } from '../../src/engine/protocol.ts';
import { scenarios } from '../../src/tasks/scenarios.ts';
import type { Action } from '../../src/ui/commands.ts';
import type { Effect, Update } from '../../src/ui/effects.ts';
import { Keymap } from '../../src/ui/keymap.ts';
import type { Facts } from '../../src/ui/screens/screen.ts';
import { initialState, type UiState, zoomed } from '../../src/ui/state.ts';
import { update } from '../../src/ui/update.ts';
import { laneWith, scenarioOf } from '../lanes.ts';

export const interleave = scenarioOf('interleave');

export const choices = { workers: 2, live: 64, seed: 1 };
export const start = initialState(interleave, choices);

/** A lane that printed so many lines. */
export function printed(name: string, lines: number): Lane {
  const output = Array.from(
    { length: lines },
    (_, at): RunEvent => ({ type: 'output', at, stream: 'task', task: 0, text: `line ${at}` }),
  );
  return laneWith(name, ['a'], output);
}

/** Six lanes in three columns; a zoomed pane shows ten lines. */
export const facts: Facts = {
  lanes: ['sequential', 'promises', 'threads', 'forks', 'thread-pool', 'process-pool'].map((name) =>
    printed(name, 100),
  ),
  body: { width: 110, height: 15 },
  scenarios,
  help: new Keymap(scenarios).help('runs'),
  answer: [],
};

/** Where actions lead, one after the other, and all that they ask for. */
export function updated(state: UiState, ...actions: Action[]): Update {
  return actions.reduce<Update>(
    (last, action) => {
      const next = update(last.state, action, facts);
      return { state: next.state, effects: [...last.effects, ...next.effects] };
    },
    { state, effects: [] },
  );
}

/** Where actions lead. */
export function stateAfter(state: UiState, ...actions: Action[]): UiState {
  return updated(state, ...actions).state;
}

/** The kinds of what actions ask for. */
export function asksFor(state: UiState, ...actions: Action[]): Effect['type'][] {
  return updated(state, ...actions).effects.map(({ type }) => type);
}

/** The state with a zoomed pane that shows lines up to `end`. */
export const zoomedAt = (end: number | 'newest', focus = 0): UiState => ({
  ...start,
  focus,
  screens: [{ ...zoomed, end }],
});
