import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startCompanion } from './companion.ts';
import type { Guard } from './guard.ts';

/** The reference loop of a session. */
export interface Reference {
  /** How long the loop takes now, in ms; 0 where that cannot be told. */
  readonly measure: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Starts its process; rejects when that cannot be done. */
export async function startReference(guard: Guard): Promise<Reference> {
  const { stdin, stdout, ended, stop } = await startCompanion('reference-loop.js', 'the reference loop', guard);
  const lines = createInterface(stdout);
  return {
    measure: async () => {
      const answer = once(lines, 'line') as Promise<[string]>;
      stdin.write('\n');
      const said = await Promise.race([answer, ended]);
      return Array.isArray(said) ? Number(said[0]) : 0;
    },
    stop,
  };
}
