import type { Readable, Writable } from 'node:stream';
import { execa } from 'execa';
import { type Entry, entryPath } from '../../entries.ts';
import { signalGroup } from '../../process-group.ts';
import type { Guard } from '../guard.ts';

/** A program of lanes' own that runs beside a session, in a process of its own so that it disturbs no lane. */
export interface Companion {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves when the process is gone, with its exit code. */
  readonly ended: Promise<number | undefined>;
  readonly stop: () => Promise<void>;
}

/** A kind of companion: which program it is, and how it is spoken to. */
export interface CompanionKind<Service> {
  /** What it is called in a message. */
  readonly title: string;
  readonly entry: Entry;
  /** Resolves with what it does for a session, once it can; rejects when it cannot. `again` starts another process of it. */
  readonly serve: (companion: Companion, again: () => Promise<Companion>) => Promise<Service>;
}

/** What a companion does, and how it is ended. */
export interface Serving<Service> {
  readonly service: Service;
  /** Ends all processes of it that were started. */
  readonly stop: () => Promise<void>;
}

/** Starts a companion; rejects, with nothing of it left, when that cannot be done. */
export async function startCompanion<Service>(kind: CompanionKind<Service>, guard: Guard): Promise<Serving<Service>> {
  const started: Companion[] = [];
  const stop = async () => void (await Promise.all(started.map((companion) => companion.stop())));
  const start = async () => {
    const companion = await startProcess(kind, guard);
    started.push(companion);
    return companion;
  };
  try {
    return { service: await kind.serve(await start(), start), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startProcess({ entry, title }: CompanionKind<unknown>, guard: Guard): Promise<Companion> {
  const running = execa(process.execPath, [entryPath(entry)], {
    stdin: 'pipe',
    stderr: 'ignore',
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
  });
  const { pid, stdin, stdout } = running;
  if (pid === undefined) throw new Error(`${title} did not start: ${(await running).shortMessage}`);
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
