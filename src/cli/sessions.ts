import { type Recording, recording } from '../engine/log/record.ts';
import type { Environment } from '../engine/measure/environment.ts';
import { type Start, startSession } from '../engine/session/session.ts';
import type { Guard } from '../engine/supervise/guard.ts';

/** Sessions that run for real, under one guard, and leave a log in `record` where that is given. */
export function realSessions(environment: Environment, record: string | undefined): Recording {
  let guard: Promise<Guard> | undefined;
  const start: Start = (plan, listener) => {
    guard ??= import('../engine/supervise/guard.ts').then(({ startGuard }) => startGuard());
    return startSession(plan, guard, listener);
  };
  return record === undefined ? { start, failure: () => undefined } : recording(start, record, environment);
}
