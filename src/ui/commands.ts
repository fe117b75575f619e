import type { Scenario } from '../tasks/workload.ts';
import type { PlaybackCommand } from './effects.ts';
import type { Source } from './picture.ts';

/** What a command, or a click on something, asks of the dashboard. */
export type Action =
  | { readonly type: 'scenario'; readonly index: number }
  | { readonly type: 'move'; readonly dx: number; readonly dy: number }
  | { readonly type: 'step'; readonly by: 1 | -1 }
  | { readonly type: 'zoom' }
  | { readonly type: 'leave' }
  | { readonly type: 'help' }
  | { readonly type: 'decide' }
  | { readonly type: 'answer' }
  | { readonly type: 'scroll'; readonly lines?: number; readonly pages?: number }
  | { readonly type: 'scroll-to'; readonly place: 'first' | 'newest' }
  | { readonly type: 'scroll-tables'; readonly pages: 1 | -1 }
  | { readonly type: 'freeze' }
  | { readonly type: 'again' }
  | { readonly type: 'tasks'; readonly by: 1 | -1 }
  | { readonly type: 'knob'; readonly factor: number }
  | { readonly type: 'order' }
  | { readonly type: 'rounds' }
  | { readonly type: 'runtimes' }
  | { readonly type: 'stop'; readonly which: 'focused' | 'all' }
  | { readonly type: 'play'; readonly command: PlaybackCommand }
  | { readonly type: 'quit'; readonly interrupted: boolean }
  | { readonly type: 'suspend' }
  | { readonly type: 'redraw' };

/** A named thing that the dashboard can do; keys point at it. */
export interface Command {
  /** What it does, in words. */
  readonly name: string;
  readonly action: Action;
  /** What it is for; for everything when absent. */
  readonly of?: readonly Source[];
}

const live: readonly Source[] = ['runs', 'decision'];
const recorded: readonly Source[] = ['replay'];

const fixed = {
  'focus-left': { name: 'focus the pane to the left', action: { type: 'move', dx: -1, dy: 0 } },
  'focus-right': { name: 'focus the pane to the right', action: { type: 'move', dx: 1, dy: 0 } },
  'focus-up': { name: 'focus the pane above', action: { type: 'move', dx: 0, dy: -1 } },
  'focus-down': { name: 'focus the pane below', action: { type: 'move', dx: 0, dy: 1 } },
  'next-lane': { name: 'go to the next lane', action: { type: 'step', by: 1 } },
  'previous-lane': { name: 'go to the lane before', action: { type: 'step', by: -1 } },
  zoom: { name: 'zoom the focused pane, and back', action: { type: 'zoom' } },
  'scroll-up': { name: 'scroll up by a line', action: { type: 'scroll', lines: -1 } },
  'scroll-down': { name: 'scroll down by a line', action: { type: 'scroll', lines: 1 } },
  'page-up': { name: 'scroll up by a page', action: { type: 'scroll', pages: -1 } },
  'page-down': { name: 'scroll down by a page', action: { type: 'scroll', pages: 1 } },
  'scroll-to-first': { name: 'scroll to the first line kept', action: { type: 'scroll-to', place: 'first' } },
  'scroll-to-newest': { name: 'scroll to the newest line', action: { type: 'scroll-to', place: 'newest' } },
  'tables-up': { name: 'page up in the tables', action: { type: 'scroll-tables', pages: -1 } },
  'tables-down': { name: 'page down in the tables', action: { type: 'scroll-tables', pages: 1 } },
  leave: { name: 'leave the zoomed pane, the answer or the help', action: { type: 'leave' } },
  again: { name: 'run again; play again from the start', action: { type: 'again' } },
  stop: { name: 'stop the focused lane', action: { type: 'stop', which: 'focused' }, of: live },
  'stop-all': { name: 'stop all lanes', action: { type: 'stop', which: 'all' }, of: live },
  freeze: {
    name: 'freeze the display, and go on; the runs do not stop',
    action: { type: 'freeze' },
    of: live,
  },
  pause: { name: 'pause the replay, and go on', action: { type: 'play', command: 'pause' }, of: recorded },
  slower: { name: 'play at half the speed', action: { type: 'play', command: 'slower' }, of: recorded },
  faster: { name: 'play at twice the speed', action: { type: 'play', command: 'faster' }, of: recorded },
  'next-entry': {
    name: 'pause, and step to the next event',
    action: { type: 'play', command: 'next-entry' },
    of: recorded,
  },
  'more-tasks': { name: 'run more tasks', action: { type: 'tasks', by: 1 }, of: live },
  'fewer-tasks': { name: 'run fewer tasks', action: { type: 'tasks', by: -1 }, of: live },
  'less-work': { name: 'half the size of a task, or its delay', action: { type: 'knob', factor: 0.5 }, of: live },
  'more-work': { name: 'twice the size of a task, or its delay', action: { type: 'knob', factor: 2 }, of: live },
  order: { name: 'run the lanes together or in turn', action: { type: 'order' }, of: live },
  rounds: { name: 'run 5, 10 or 20 rounds for a verdict, or one', action: { type: 'rounds' }, of: live },
  runtimes: { name: 'the models of Node, of Python, of both', action: { type: 'runtimes' }, of: live },
  decide: { name: 'decide which model to use, in half a minute', action: { type: 'decide' }, of: live },
  answer: { name: 'the whole answer, and back', action: { type: 'answer' }, of: ['decision'] },
  help: { name: 'this help', action: { type: 'help' } },
  quit: { name: 'quit', action: { type: 'quit', interrupted: false } },
  interrupt: { name: 'quit, as interrupted', action: { type: 'quit', interrupted: true } },
  suspend: { name: 'to the shell; fg comes back', action: { type: 'suspend' } },
  redraw: { name: 'draw the screen anew', action: { type: 'redraw' } },
} as const satisfies Readonly<Record<string, Command>>;

/** What a key points at; `scenario-1` runs the first scenario. */
export type CommandId = keyof typeof fixed | `scenario-${number}`;

/** Everything that the dashboard can do with some scenarios. */
export function commandsFor(scenarios: readonly Scenario[]): ReadonlyMap<CommandId, Command> {
  const choosing = scenarios.map(({ id }, index): [CommandId, Command] => [
    `scenario-${index + 1}`,
    { name: `run ${id}`, action: { type: 'scenario', index }, of: live },
  ]);
  return new Map<CommandId, Command>([...choosing, ...(Object.entries(fixed) as [keyof typeof fixed, Command][])]);
}

/** Why a command cannot be used now; undefined where it can. What is recorded can no more be changed or stopped. */
export function whyUnusable({ of }: Command, source: Source): string | undefined {
  if (of === undefined || of.includes(source)) return undefined;
  if (source === 'replay') return 'a recording is played: it can no more be changed';
  return of.includes('replay') ? 'no recording is played' : 'nothing is decided';
}
