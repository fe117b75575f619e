import { scenarios } from '../tasks/scenarios.ts';
import type { Action } from './reducer.ts';
import type { Screen } from './state.ts';

/** What a key does: changes the state, or acts on the runs, the replay or the program. */
export type Command =
  | Action
  | PlayCommand
  | { readonly type: 'stop' | 'stop-all' | 'quit' | 'interrupt' | 'suspend' | 'redraw' };

/** What a key does to a replay. */
export type PlayCommand = { readonly type: 'pause' | 'faster' | 'slower' | 'next-entry' };

/** Whether runs go on under the dashboard, or a log is played. */
export type Source = 'runs' | 'replay';

/** One line of the help: keys that belong together, and what they do. */
export interface Binding {
  /** Key names as key-names.ts gives them, each with what it does. */
  readonly keys: Readonly<Record<string, Command>>;
  /** How the keys are written. */
  readonly shown: string;
  readonly help: string;
  /** Keys and a word for the hint bar; absent where the binding is not in it. */
  readonly hint?: readonly [keys: string, word: string];
  /** Where it holds; everywhere when absent. */
  readonly on?: 'grid' | 'zoom';
  /** What it holds for; for both when absent. What is recorded can no more be changed or stopped. */
  readonly of?: Source;
}

const scenarioKeys: Record<string, Command> = Object.fromEntries(
  Array.from({ length: 9 }, (_, index) => [String(index + 1), { type: 'scenario', index } as const]),
);

/** Every key of the dashboard. The hint bar, the help screen and the README are made from it. */
export const keymap: readonly Binding[] = [
  {
    keys: scenarioKeys,
    shown: '1-9',
    help: `run a scenario (there are ${scenarios.length})`,
    hint: ['1-9', 'scenario'],
    of: 'runs',
  },
  {
    keys: {
      left: { type: 'move', dx: -1, dy: 0 },
      right: { type: 'move', dx: 1, dy: 0 },
      up: { type: 'move', dx: 0, dy: -1 },
      down: { type: 'move', dx: 0, dy: 1 },
    },
    shown: 'arrows',
    help: 'move the focus to the pane beside, above or below',
    on: 'grid',
  },
  {
    keys: { tab: { type: 'step', by: 1 }, 'shift-tab': { type: 'step', by: -1 } },
    shown: 'Tab Shift-Tab',
    help: 'focus the next pane, the one before',
  },
  { keys: { z: { type: 'zoom' } }, shown: 'z', help: 'zoom the focused pane, and back', hint: ['z', 'zoom'] },
  {
    keys: {
      up: { type: 'scroll', lines: -1 },
      k: { type: 'scroll', lines: -1 },
      down: { type: 'scroll', lines: 1 },
      j: { type: 'scroll', lines: 1 },
    },
    shown: 'Up Down k j',
    help: 'scroll by a line',
    hint: ['k j', 'scroll'],
    on: 'zoom',
  },
  {
    keys: { pageup: { type: 'scroll', pages: -1 }, pagedown: { type: 'scroll', pages: 1 } },
    shown: 'PgUp PgDn',
    help: 'scroll by a page',
    on: 'zoom',
  },
  {
    keys: {
      g: { type: 'scroll-to', place: 'first' },
      home: { type: 'scroll-to', place: 'first' },
      G: { type: 'scroll-to', place: 'newest' },
      end: { type: 'scroll-to', place: 'newest' },
    },
    shown: 'g G',
    help: 'to the first line kept, to the newest (Home, End)',
    on: 'zoom',
  },
  {
    keys: { left: { type: 'step', by: -1 }, right: { type: 'step', by: 1 } },
    shown: 'Left Right',
    help: 'zoom the pane before, the next one',
    on: 'zoom',
  },
  { keys: { escape: { type: 'leave' } }, shown: 'Esc', help: 'leave the zoomed pane or the help' },
  {
    keys: { r: { type: 'again' }, return: { type: 'again' } },
    shown: 'r Enter',
    help: 'run again; play again from the start',
    hint: ['r', 'again'],
  },
  {
    keys: { x: { type: 'stop' }, X: { type: 'stop-all' } },
    shown: 'x X',
    help: 'stop the focused lane, all lanes',
    of: 'runs',
  },
  {
    keys: { space: { type: 'freeze' } },
    shown: 'Space',
    help: 'freeze the display, and go on; the runs do not stop',
    of: 'runs',
  },
  {
    keys: { space: { type: 'pause' } },
    shown: 'Space',
    help: 'pause the replay, and go on',
    hint: ['Space', 'pause'],
    of: 'replay',
  },
  {
    keys: { ',': { type: 'slower' }, '.': { type: 'faster' } },
    shown: ', .',
    help: 'half the speed, twice the speed',
    hint: [', .', 'speed'],
    of: 'replay',
  },
  {
    keys: { s: { type: 'next-entry' } },
    shown: 's',
    help: 'pause, and step to the next event',
    hint: ['s', 'step'],
    of: 'replay',
  },
  {
    keys: { '+': { type: 'tasks', by: 1 }, '=': { type: 'tasks', by: 1 }, '-': { type: 'tasks', by: -1 } },
    shown: '+ -',
    help: 'more tasks, fewer tasks (= is + too)',
    of: 'runs',
  },
  {
    keys: { '[': { type: 'knob', factor: 0.5 }, ']': { type: 'knob', factor: 2 } },
    shown: '[ ]',
    help: 'half or twice the size of a task, or its delay',
    of: 'runs',
  },
  { keys: { o: { type: 'order' } }, shown: 'o', help: 'run the lanes together or in turn', of: 'runs' },
  {
    keys: { n: { type: 'rounds' } },
    shown: 'n',
    help: 'run 5, 10 or 20 rounds for a verdict, or one',
    hint: ['n', 'rounds'],
    of: 'runs',
  },
  {
    keys: { p: { type: 'runtimes' } },
    shown: 'p',
    help: 'the models of Node, of Python, of both',
    hint: ['p', 'Python'],
    of: 'runs',
  },
  { keys: { '?': { type: 'help' } }, shown: '?', help: 'this help', hint: ['?', 'help'] },
  {
    keys: { q: { type: 'quit' }, 'ctrl-c': { type: 'interrupt' } },
    shown: 'q Ctrl-C',
    help: 'quit',
    hint: ['q', 'quit'],
  },
  { keys: { 'ctrl-z': { type: 'suspend' } }, shown: 'Ctrl-Z', help: 'to the shell; fg comes back' },
  { keys: { 'ctrl-l': { type: 'redraw' } }, shown: 'Ctrl-L', help: 'draw the screen anew' },
];

const tables = { runs: tablesOf('runs'), replay: tablesOf('replay') };

function tablesOf(source: Source): Readonly<Record<Screen['kind'], ReadonlyMap<string, Command>>> {
  const commandsOn = (screen: Screen['kind']) => {
    const bindings = bindingsOf(source).filter(({ on }) => on === undefined || on === screen);
    return new Map(bindings.flatMap(({ keys }) => Object.entries(keys)));
  };
  return { grid: commandsOn('grid'), zoom: commandsOn('zoom'), help: commandsOn('help') };
}

/** What holds for runs, or for a replay. */
export function bindingsOf(source: Source): Binding[] {
  return keymap.filter(({ of }) => of === undefined || of === source);
}

/** What `key` does on a screen, or undefined. */
export function commandFor(key: string, screen: Screen['kind'], source: Source): Command | undefined {
  return tables[source][screen].get(key);
}

/** The hints for a screen: pairs of keys and what they do. */
export function hints(screen: Screen['kind'], source: Source): NonNullable<Binding['hint']>[] {
  if (screen === 'help') {
    return [
      ['Esc', 'leave the help'],
      ['q', 'quit'],
    ];
  }
  return bindingsOf(source).flatMap(({ hint, on }) =>
    hint !== undefined && (on === undefined || on === screen) ? [hint] : [],
  );
}

/** The keys as a Markdown table. */
export function keyTable(): string {
  const where = { grid: 'all panes', zoom: 'zoomed pane' };
  const rows = keymap.map(({ shown, help, on, of }) => {
    const keys = shown
      .split(' ')
      .map((key) => `\`${key}\``)
      .join(' ');
    return `| ${keys} | ${help}${on === undefined ? '' : ` (${where[on]})`}${of === 'replay' ? ' (replay)' : ''} |`;
  });
  return ['| key | |', '|---|---|', ...rows].join('\n');
}
