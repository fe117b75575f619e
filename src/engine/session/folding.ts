import type { SessionListener } from './session.ts';
import { afterBegin, afterEvents, afterRun, afterStarting, type SessionState } from './session-state.ts';

/** Hands what a session tells on as changes of its state, each with the lane that it is about, if it is about one. */
export function foldingListener(
  update: (change: (session: SessionState) => SessionState, lane?: string) => void,
): SessionListener {
  return {
    begin: (tasks) => update((session) => afterBegin(session, tasks)),
    starting: (lane, round) => update((session) => afterStarting(session, lane, round), lane),
    events: (lane, events) => update((session) => afterEvents(session, lane, events), lane),
    ended: (lane, around) => update((session) => afterRun(session, lane, around), lane),
  };
}
