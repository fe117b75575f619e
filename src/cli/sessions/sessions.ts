import { type Recording, recording } from '../../engine/log/record.ts';
import type { Environment } from '../../engine/measure/environment.ts';
import type { Prepare } from '../../engine/session/session.ts';
import { startSession } from '../../engine/session/start-session.ts';
import { destinationOf } from '../files/destination.ts';
import type { SessionOptions } from '../options/given.ts';

/** Sessions that run for real, under one guard, and leave a log in `record` where that is given. `url` are those to fetch, passwords and all. */
export function realSessions(
  environment: Environment,
  { record, url }: Pick<SessionOptions, 'record' | 'url'>,
): Recording {
  let preparing: Promise<Prepare> | undefined;
  // Loaded when the first session starts: nothing on the screen waits for it.
  const prepare: Prepare = async (plan) => {
    preparing ??= realPreparation(url);
    return (await preparing)(plan);
  };
  const start: Recording['start'] = (plan, listener) => startSession(plan, prepare, listener);
  return record === undefined
    ? { start, failure: () => undefined }
    : recording(start, destinationOf(record).path, environment);
}

async function realPreparation(urls: readonly string[] | undefined): Promise<Prepare> {
  const [{ startGuard }, { preparing }] = await Promise.all([
    import('../../engine/supervise/guard.ts'),
    import('../../engine/supervise/prepare.ts'),
  ]);
  return preparing(startGuard(), urls);
}
