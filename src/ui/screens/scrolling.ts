import type { Action } from '../commands.ts';
import type { Theme } from '../theme.ts';
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

/** The line at the top, of `wanted`: none before the first of `lines`, and none that leaves rows empty. */
export function firstShown(wanted: number, lines: number, room: number): number {
  return Math.max(0, Math.min(wanted, lines - room));
}

/** `3-20 of 31, k j scroll · `; empty where all lines are shown. */
export function placeOf(before: number, lines: number, room: number, { glyph }: Theme): string {
  return lines <= room
    ? ''
    : `${before + 1}-${Math.min(lines, before + room)} of ${lines}, k j scroll ${glyph.between} `;
}
