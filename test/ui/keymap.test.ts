import { describe, expect, test } from 'vitest';
import { scenarios } from '../../src/tasks/scenarios.ts';
import { type CommandId, commandsFor, whyUnusable } from '../../src/ui/commands.ts';
import { Keymap } from '../../src/ui/keymap.ts';
import type { Source } from '../../src/ui/picture.ts';
import { screens } from '../../src/ui/screens/screens.ts';
import type { ScreenId } from '../../src/ui/state.ts';
import { makeTheme } from '../../src/ui/theme.ts';
import { hintBar } from '../../src/ui/widgets/bars.ts';
import { scenarioOf } from '../lanes.ts';

const first = scenarioOf('interleave');

/** Names of keys that something could hang on. */
const keyNames = [
  ...Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)),
  ...['up', 'down', 'left', 'right', 'pageup', 'pagedown', 'home', 'end', 'return', 'escape', 'space', 'tab'],
  ...['shift-tab', 'ctrl-c', 'ctrl-l', 'ctrl-z'],
];

describe('the keymap', () => {
  const keymap = new Keymap(scenarios);
  const places = (Object.keys(screens) as ScreenId[]).flatMap(
    (screen) =>
      [
        [screen, 'runs'],
        [screen, 'decision'],
        [screen, 'replay'],
      ] as const,
  );

  test.each(places)('has hints for the %s screen of %s that fit 80 columns', (screen, source) => {
    const hints = keymap.hints(screen, source, first);
    const bar = hintBar(makeTheme({ colour: false, unicode: true }), 80, hints);
    expect(bar).toHaveLength(80);
    expect(bar.trimEnd()).toMatch(/ q quit$/);
    expect(bar).not.toContain('…');
    expect(hints.at(-1)).toEqual(['q', 'quit']);
  });

  test('means something else by the arrows in a zoomed pane', () => {
    expect(keymap.actionFor('up', 'grid', 'runs')).toEqual({ type: 'move', dx: 0, dy: -1 });
    expect(keymap.actionFor('up', 'zoom', 'replay')).toEqual({ type: 'scroll', lines: -1 });
    expect(keymap.actionFor('up', 'help', 'runs')).toEqual({ type: 'scroll', lines: -1 });
    expect(keymap.actionFor('left', 'help', 'runs')).toBeUndefined();
  });

  test('leaves a replay as it was recorded', () => {
    expect(keymap.actionFor('space', 'grid', 'runs')).toEqual({ type: 'freeze' });
    expect(keymap.actionFor('space', 'grid', 'replay')).toEqual({ type: 'play', command: 'pause' });
    for (const key of ['1', 'x', 'X', '+', '-', '[', ']', 'o', 'd', 'a'])
      expect(keymap.actionFor(key, 'grid', 'replay')).toBeUndefined();
  });

  test('has a key for each scenario that it is given, up to nine, and tells which', () => {
    const given = (howMany: number) => {
      const some = Array.from({ length: howMany }, (_, index) => ({ ...first, id: `work-${index + 1}` }));
      const map = new Keymap(some);
      const keys = Array.from('123456789').filter((key) => map.actionFor(key, 'grid', 'runs') !== undefined);
      return { keys: keys.join(''), hint: map.hints('grid', 'runs', first)[0]?.join(' '), line: map.help('runs')[0] };
    };
    expect(given(6)).toEqual({
      keys: '123456',
      hint: '1-6 scenario',
      line: { shown: '1-6', help: 'run a scenario' },
    });
    expect(given(1)).toMatchObject({ keys: '1', hint: '1 scenario' });
    expect(given(0)).toMatchObject({ keys: '', hint: 'z zoom' });
    expect(given(12)).toMatchObject({ keys: '123456789', hint: '1-9 scenario' });
    expect(new Keymap(scenarios).actionFor('3', 'zoom', 'runs')).toEqual({ type: 'scenario', index: 2 });
  });

  test('becomes a table that tells where and for what a binding holds', () => {
    const rows = keymap.table().split('\n');
    expect(rows).toContain('| `z` | zoom the focused pane, and back |');
    expect(rows).toContain('| `PgUp` `PgDn` | scroll by a page (zoomed pane, answer, help) |');
    expect(rows).toContain('| `a` | the whole answer, and back (decision) |');
    expect(rows).toContain('| `Space` | pause the replay, and go on (replay) |');
  });

  test('reaches every command there is, and none that there is not', () => {
    const bindings = (Object.keys(screens) as ScreenId[]).flatMap((screen) => screens[screen].bindings);
    const commands = commandsFor(scenarios);
    for (const { keys } of bindings) for (const id of Object.values(keys)) expect(commands.has(id)).toBe(true);
    const reached = new Set<unknown>();
    for (const [screen, source] of places)
      for (const key of keyNames) reached.add(JSON.stringify(keymap.actionFor(key, screen, source)));
    for (const { action, name } of commands.values()) expect(reached, name).toContain(JSON.stringify(action));
  });

  test.each(places)('gives no key two meanings on the %s screen of %s', (screen, source) => {
    const lines = keymap.help(source).filter(({ on }) => on === undefined || on.includes(screen));
    const keys = lines.flatMap(({ shown }) => shown.split(' '));
    expect(keys).toEqual([...new Set(keys)]);
  });
});

describe('a command', () => {
  const commands = commandsFor(scenarios);

  test('has a name of its own', () => {
    const names = [...commands.values()].map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  test('tells why it cannot be used', () => {
    const whyNotOf = (id: CommandId, source: Source) => {
      const command = commands.get(id);
      return command && whyUnusable(command, source);
    };
    expect(whyNotOf('stop', 'replay')).toBe('a recording is played: it can no more be changed');
    expect(whyNotOf('pause', 'runs')).toBe('no recording is played');
    expect(whyNotOf('stop', 'runs')).toBeUndefined();
    expect(whyNotOf('help', 'replay')).toBeUndefined();
    expect(whyNotOf('decide', 'replay')).toBe('a recording is played: it can no more be changed');
    expect(whyNotOf('answer', 'runs')).toBe('nothing is decided');
    expect(whyNotOf('answer', 'decision')).toBeUndefined();
  });
});
