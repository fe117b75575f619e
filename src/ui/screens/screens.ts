import type { ScreenId, ScreenState } from '../state.ts';
import { answer } from './answer.ts';
import { grid } from './grid.ts';
import { help } from './help.ts';
import type { Screen } from './screen.ts';
import { zoom } from './zoom.ts';

/** Every screen there is. */
export const screens: { readonly [Id in ScreenId]: Screen<Id> } = { grid, zoom, answer, help };

/** The screen whose state this is. */
export function screenOf<Id extends ScreenId>(own: ScreenState<Id>): Screen<Id> {
  return screens[own.id];
}
