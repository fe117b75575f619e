import type { Readable, Writable } from 'node:stream';
import { execa } from 'execa';
import { type Entry, entryPath } from '../../entries.ts';
import { type Guard, signalGroup } from '../guard.ts';

/** A program of lanes' own that runs beside a session, in a process of its own so that it disturbs no lane. */
export interface Companion {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves when the process is gone, with its exit code. */
  readonly ended: Promise<number | undefined>;
  readonly stop: () => Promise<void>;
}

/** Starts one; rejects when that cannot be done. `name` is what it is called in the message. */
export async function startCompanion(entry: Entry, name: string, guard: Guard): Promise<Companion> {
  const running = execa(process.execPath, [entryPath(entry)], {
    stdin: 'pipe',
    stderr: 'ignore',
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
  });
  const { pid, stdin, stdout } = running;
  if (pid === undefined) throw new Error(`${name} did not start: ${(await running).shortMessage}`);
  guard.add(pid);
  const ended = running.then(({ exitCode }) => exitCode);
  // One that is gone is told of by the answer that does not come.
  stdin.on('error', () => undefined);
  return {
    stdin,
    stdout,
    ended,
    stop: async () => {
      signalGroup(pid, 'SIGKILL');
      await ended;
      guard.remove(pid);
    },
  };
}
