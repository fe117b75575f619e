import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Guard } from '../guard.ts';
import { type Companion, startCompanion } from './companion.ts';

/** The reference loop of a session. */
export interface Reference {
  /** How long the loop takes now, in ms; undefined where that cannot be told. One at a time. */
  readonly measure: () => Promise<number | undefined>;
  readonly stop: () => Promise<void>;
}

/** Starts its process, and another where it has died; rejects when the first cannot be started. */
export async function startReference(guard: Guard): Promise<Reference> {
  let loop = await startLoop(guard);
  return {
    measure: async () => {
      const answer = await loop.ask();
      if (answer !== undefined) return answer;
      const next = await startLoop(guard).catch(() => undefined);
      if (next === undefined) return undefined;
      await loop.stop();
      loop = next;
      return loop.ask();
    },
    stop: () => loop.stop(),
  };
}

interface Loop extends Pick<Companion, 'stop'> {
  /** Undefined when the process is gone. */
  readonly ask: () => Promise<number | undefined>;
}

async function startLoop(guard: Guard): Promise<Loop> {
  const { stdin, stdout, ended, stop } = await startCompanion('reference-loop.js', 'the reference loop', guard);
  const lines = createInterface(stdout);
  return {
    ask: async () => {
      const answer = once(lines, 'line') as Promise<[string]>;
      stdin.write('\n');
      const said = await Promise.race([answer, ended.then(() => undefined)]);
      return said === undefined ? undefined : Number(said[0]);
    },
    stop,
  };
}
