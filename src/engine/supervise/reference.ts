import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { entryPath } from '../entries.ts';
import { type Guard, signalGroup } from './guard.ts';

/** The reference loop of a session, in a process of its own so that it disturbs nothing that is measured. */
export interface Reference {
  /** How long the loop takes now, in ms; 0 where that cannot be told. */
  readonly measure: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** Starts the process; rejects when that cannot be done. */
export async function startReference(guard: Guard): Promise<Reference> {
  const loop = execa(process.execPath, [entryPath('reference-loop.js')], {
    stdin: 'pipe',
    stderr: 'ignore',
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
  });
  const { pid } = loop;
  if (pid === undefined) throw new Error(`the reference loop did not start: ${(await loop).shortMessage}`);
  guard.add(pid);
  const ended = loop.then(() => undefined);
  // One that is gone is told of by the answer that does not come.
  loop.stdin.on('error', () => undefined);
  const lines = createInterface(loop.stdout);
  return {
    measure: async () => {
      const answer = once(lines, 'line') as Promise<[string]>;
      loop.stdin.write('\n');
      const said = await Promise.race([answer, ended]);
      return said === undefined ? 0 : Number(said[0]);
    },
    stop: async () => {
      signalGroup(pid, 'SIGKILL');
      await ended;
      guard.remove(pid);
    },
  };
}
