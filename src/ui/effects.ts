import type { Job } from './job.ts';
import type { UiState } from './state.ts';

/** What can be done to a replay. */
export type PlaybackCommand = 'pause' | 'faster' | 'slower' | 'next-entry';

/** What an update asks for beside new state; the controller carries it out. */
export type Effect =
  | { readonly type: 'start'; readonly job: Job }
  /** Of one lane, or of all. */
  | { readonly type: 'stop'; readonly lane?: string }
  | { readonly type: 'play'; readonly command: PlaybackCommand }
  /** After it nothing else is obeyed. */
  | { readonly type: 'quit'; readonly interrupted: boolean }
  | { readonly type: 'suspend' }
  | { readonly type: 'redraw' };

/** The state after an action, and what it asks for, in the order in which it is to be done. */
export interface Update {
  readonly state: UiState;
  readonly effects: readonly Effect[];
}

/** A new state, and nothing asked for. */
export function onlyState(state: UiState): Update {
  return { state, effects: [] };
}
