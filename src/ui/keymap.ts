import type { Scenario } from '../tasks/workload.ts';
import { type Action, type Command, type CommandId, commandsFor, whyUnusable } from './commands.ts';
import type { Source } from './picture.ts';
import type { Binding, HelpLine, Hint } from './screens/screen.ts';
import { screens } from './screens/screens.ts';
import type { ScreenId } from './state.ts';

/** Scenarios with a key of their own. */
const mostKeys = 9;

/** A binding, and the screens where alone it holds. */
interface Row extends Binding {
  readonly on?: readonly ScreenId[];
  /** Scenarios to which its hint means something, where not to every one. */
  readonly hintedFor?: (scenario: Scenario) => boolean;
}

/** Every key of the dashboard: what it does where, as help, hints and the README tell it. */
export class Keymap {
  readonly #commands: ReadonlyMap<CommandId, Command>;
  readonly #rows: readonly Row[];
  readonly #help: Readonly<Record<Source, readonly HelpLine[]>>;
  readonly #tables = new Map<string, ReadonlyMap<string, Action>>();

  /** `scenarios` have the first keys, in their order. */
  constructor(scenarios: readonly Scenario[]) {
    this.#commands = commandsFor(scenarios);
    this.#rows = rowsFor(scenarios);
    const linesOf = (source: Source) => this.#rowsOf(source).map((row) => this.#lineOf(row));
    this.#help = { runs: linesOf('runs'), decision: linesOf('decision'), replay: linesOf('replay') };
  }

  /** What a key asks for on a screen, or undefined. */
  actionFor(key: string, screen: ScreenId, source: Source): Action | undefined {
    const name = `${screen} ${source}`;
    const table = this.#tables.get(name) ?? this.#tableOf(screen, source);
    this.#tables.set(name, table);
    return table.get(key);
  }

  /** The lines of the help. */
  help(source: Source): readonly HelpLine[] {
    return this.#help[source];
  }

  /** The hints for a screen with a scenario, its own first. */
  hints(screen: ScreenId, source: Source, scenario: Scenario): readonly Hint[] {
    const rows = this.#rowsOn(screen, source)
      .filter(({ hintedFor }) => hintedFor?.(scenario) ?? true)
      .toSorted((a, b) => Number(a.on === undefined) - Number(b.on === undefined));
    return screens[screen].hints ?? rows.flatMap(({ hint }) => (hint === undefined ? [] : [hint]));
  }

  /** The keys as a Markdown table. */
  table(): string {
    const names: Readonly<Record<ScreenId, string>> = {
      grid: 'all panes',
      zoom: 'zoomed pane',
      answer: 'answer',
      help: 'help',
    };
    const lines = this.#rows.map((row) => {
      const { shown, help, on } = this.#lineOf(row);
      const keys = shown
        .split(' ')
        .map((key) => `\`${key}\``)
        .join(' ');
      const where = on === undefined ? '' : ` (${on.map((screen) => names[screen]).join(', ')})`;
      const [source, ...others] = this.#commandsOf(row)[0]?.of ?? [];
      const only = source === undefined || others.length > 0 ? '' : ` (${source})`;
      return `| ${keys} | ${help}${where}${only} |`;
    });
    return ['| key | |', '|---|---|', ...lines].join('\n');
  }

  #tableOf(screen: ScreenId, source: Source): ReadonlyMap<string, Action> {
    const pairs = this.#rowsOn(screen, source).flatMap(({ keys }) => Object.entries(keys));
    return new Map(
      pairs.flatMap(([key, id]): [string, Action][] => {
        const command = this.#commands.get(id);
        return command === undefined ? [] : [[key, command.action]];
      }),
    );
  }

  #rowsOn(screen: ScreenId, source: Source): Row[] {
    return this.#rowsOf(source).filter(({ on }) => on === undefined || on.includes(screen));
  }

  #rowsOf(source: Source): Row[] {
    return this.#rows.filter((row) =>
      this.#commandsOf(row).every((command) => whyUnusable(command, source) === undefined),
    );
  }

  #commandsOf({ keys }: Row): Command[] {
    return Object.values(keys).flatMap((id) => this.#commands.get(id) ?? []);
  }

  #lineOf(row: Row): HelpLine {
    const { shown, help, on } = row;
    return { shown, help: help ?? this.#commandsOf(row)[0]?.name ?? '', ...(on !== undefined && { on }) };
  }
}

/** Every binding there is, those first that one needs most. */
function rowsFor(scenarios: readonly Scenario[]): Row[] {
  return [
    ...scenarioRows(Math.min(mostKeys, scenarios.length)),
    ...ownRows('grid'),
    {
      keys: { tab: 'next-lane', 'shift-tab': 'previous-lane' },
      shown: 'Tab Shift-Tab',
      help: 'focus the next pane, the one before',
    },
    { keys: { z: 'zoom' }, shown: 'z', hint: ['z', 'zoom'] },
    ...common,
    ...ownRows('zoom'),
  ];
}

/** The bindings of a screen, each with all the screens that have it. */
function ownRows(screen: ScreenId): Row[] {
  return screens[screen].bindings.map((binding) => ({
    ...binding,
    on: screenIds.filter((id) => screens[id].bindings.includes(binding)),
  }));
}

const screenIds = Object.keys(screens) as ScreenId[];

function scenarioRows(howMany: number): Row[] {
  if (howMany === 0) return [];
  const keys = Array.from({ length: howMany }, (_, index) => [index + 1, `scenario-${index + 1}`] as const);
  const shown = howMany === 1 ? '1' : `1-${howMany}`;
  return [{ keys: Object.fromEntries(keys), shown, help: 'run a scenario', hint: [shown, 'scenario'] }];
}

const common: readonly Row[] = [
  { keys: { escape: 'leave' }, shown: 'Esc' },
  { keys: { r: 'again', return: 'again' }, shown: 'r Enter', hint: ['r', 'again'] },
  { keys: { d: 'decide' }, shown: 'd', hint: ['d', 'decide'] },
  { keys: { a: 'answer' }, shown: 'a', hint: ['a', 'answer'] },
  { keys: { x: 'stop', X: 'stop-all' }, shown: 'x X', help: 'stop the focused lane, all lanes' },
  { keys: { space: 'freeze' }, shown: 'Space' },
  { keys: { space: 'pause' }, shown: 'Space', hint: ['Space', 'pause'] },
  {
    keys: { ',': 'slower', '.': 'faster' },
    shown: ', .',
    help: 'half the speed, twice the speed',
    hint: [', .', 'speed'],
  },
  { keys: { s: 'next-entry' }, shown: 's', hint: ['s', 'step'] },
  {
    keys: { '+': 'more-tasks', '=': 'more-tasks', '-': 'fewer-tasks' },
    shown: '+ -',
    help: 'more tasks, fewer tasks (= is + too)',
  },
  {
    keys: { '[': 'less-work', ']': 'more-work' },
    shown: '[ ]',
    help: 'half or twice the size of a task, or its delay',
  },
  { keys: { o: 'order' }, shown: 'o' },
  { keys: { n: 'rounds' }, shown: 'n', hint: ['n', 'rounds'] },
  {
    keys: { p: 'runtimes' },
    shown: 'p',
    hint: ['p', 'Python'],
    hintedFor: ({ runtimes }) => Object.keys(runtimes).length > 1,
  },
  { keys: { '?': 'help' }, shown: '?', hint: ['?', 'help'] },
  { keys: { q: 'quit', 'ctrl-c': 'interrupt' }, shown: 'q Ctrl-C', help: 'quit', hint: ['q', 'quit'] },
  { keys: { 'ctrl-z': 'suspend' }, shown: 'Ctrl-Z' },
  { keys: { 'ctrl-l': 'redraw' }, shown: 'Ctrl-L' },
];
