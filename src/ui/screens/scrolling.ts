import type { Action } from '../commands.ts';
import type { Binding } from './screen.ts';

/** The keys that scroll, on every screen that can be. */
export const scrollBindings: readonly Binding[] = [
  {
    keys: { up: 'scroll-up', k: 'scroll-up', down: 'scroll-down', j: 'scroll-down' },
    shown: 'Up Down k j',
    help: 'scroll by a line',
    hint: ['k j', 'scroll'],
  },
  { keys: { pageup: 'page-up', pagedown: 'page-down' }, shown: 'PgUp PgDn', help: 'scroll by a page' },
  {
    keys: { g: 'scroll-to-first', home: 'scroll-to-first', G: 'scroll-to-newest', end: 'scroll-to-newest' },
    shown: 'g G',
    help: 'to the first line kept, to the newest (Home, End)',
  },
];

/** How many lines an action scrolls; undefined for another action. Two pages have a line in common. */
export function scrolledBy(action: Action, page: number): number | undefined {
  if (action.type === 'scroll') return (action.lines ?? 0) + (action.pages ?? 0) * Math.max(1, page - 1);
  if (action.type === 'scroll-to') return action.place === 'first' ? -Infinity : Infinity;
  return undefined;
}
