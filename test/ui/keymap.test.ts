import type { Key } from 'ink';
import { describe, expect, test } from 'vitest';
import { keysOf } from '../../src/ui/key-names.ts';
import { bindingsOf, commandFor, hints, keymap, keyTable } from '../../src/ui/keymap.ts';
import { makeTheme } from '../../src/ui/theme.ts';
import { hintBar } from '../../src/ui/widgets/bars.ts';

const noKey: Key = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

describe('the keymap', () => {
  const places = (['grid', 'zoom', 'help'] as const).flatMap(
    (screen) =>
      [
        [screen, 'runs'],
        [screen, 'replay'],
      ] as const,
  );

  test.each(places)('gives no key two meanings on the %s screen of %s', (screen, source) => {
    const keys = bindingsOf(source)
      .filter(({ on }) => on === undefined || on === screen)
      .flatMap((binding) => Object.keys(binding.keys));
    expect(keys).toEqual([...new Set(keys)]);
  });

  test.each(places)('has hints for the %s screen of %s that fit 80 columns', (screen, source) => {
    const bar = hintBar(makeTheme({ colour: false, unicode: true }), 80, screen, source);
    expect(bar).toHaveLength(80);
    expect(bar.trimEnd()).toMatch(/ q quit$/);
    expect(bar).not.toContain('…');
    expect(hints(screen, source).at(-1)).toEqual(['q', 'quit']);
  });

  test('means something else by the arrows in a zoomed pane', () => {
    expect(commandFor('up', 'grid', 'runs')).toEqual({ type: 'move', dx: 0, dy: -1 });
    expect(commandFor('up', 'zoom', 'replay')).toEqual({ type: 'scroll', lines: -1 });
    expect(commandFor('up', 'help', 'runs')).toBeUndefined();
  });

  test('leaves a replay as it was recorded', () => {
    expect(commandFor('space', 'grid', 'runs')).toEqual({ type: 'freeze' });
    expect(commandFor('space', 'grid', 'replay')).toEqual({ type: 'pause' });
    for (const key of ['1', 'x', 'X', '+', '-', '[', ']', 'o'])
      expect(commandFor(key, 'grid', 'replay')).toBeUndefined();
  });

  test('becomes a table with a row for each binding', () => {
    const rows = keyTable().split('\n');
    expect(rows).toHaveLength(keymap.length + 2);
    expect(rows).toContain('| `z` | zoom the focused pane, and back |');
  });
});

describe('keysOf', () => {
  test('takes a burst of keys apart', () => {
    expect(keysOf('jj2r', noKey)).toEqual(['j', 'j', '2', 'r']);
    expect(keysOf('2\r +', noKey)).toEqual(['2', 'return', 'space', '+']);
  });

  test('names the keys that are no characters', () => {
    expect(keysOf('', { ...noKey, upArrow: true })).toEqual(['up']);
    expect(keysOf('', { ...noKey, tab: true, shift: true })).toEqual(['shift-tab']);
    expect(keysOf('c', { ...noKey, ctrl: true })).toEqual(['ctrl-c']);
    expect(keysOf('', { ...noKey, escape: true, meta: true })).toEqual(['escape']);
  });

  test('ignores what is typed with Alt', () => {
    expect(keysOf('q', { ...noKey, meta: true })).toEqual([]);
  });
});
