import { describe, expect, test } from 'vitest';
import type { Action } from '../../src/ui/commands.ts';
import { type ScreenState, topOf, type UiState, zoomed } from '../../src/ui/state.ts';
import { update } from '../../src/ui/update.ts';
import { laneWith } from '../lanes.ts';

import { facts, printed, start, stateAfter, zoomedAt } from './updates.ts';

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
