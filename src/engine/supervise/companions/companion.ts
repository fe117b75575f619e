import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { execa } from 'execa';
import { type Entry, entryPath } from '../../entries.ts';
import { describeFailedStart } from '../../exit-reason.ts';
import { signalGroup } from '../../process-group.ts';
import type { Guard } from '../guard.ts';

/** How long a companion may take for its first answer, which includes its start, and for each further one, in ms. */
const startLimitMs = 10_000;
const answerLimitMs = 3_000;
/** How long the end of one is waited for that was killed, in ms: one that the kernel holds cannot be ended at all. */
const endLimitMs = 1_000;

/** A program of lanes' own that runs beside a session, in a process of its own so that it disturbs no lane. */
export interface Companion {
  readonly stdin: Writable;
  /** Resolves with the next line of its output that has the form; undefined where none comes within the limit, or ever. */
  readonly answer: (form: RegExp, limitMs?: number) => Promise<string | undefined>;
  /** Resolves when the process is gone, with how: `was killed by SIGKILL`. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
}

/** A kind of companion: which program it is, and how it is spoken to. */
export interface CompanionKind<Service> {
  /** What it is called in a message. */
  readonly title: string;
  /** Its program ends when its standard input does. */
  readonly entry: Entry;
  /** What its first line looks like, with which it tells that it is ready; absent where it says nothing unasked. */
  readonly ready?: RegExp;
  /** Gives what it does for a session, once it can. `again` starts another process of it. */
  readonly serve: (companion: Companion, ready: string, again: () => Promise<Companion>) => Service;
  /** Whether runs that were under way when it died are worth nothing. */
  readonly isVital: boolean;
}

/** What a companion does, and how it is ended. */
export interface Serving<Service> {
  readonly service: Service;
  /** Resolves, with the reason, when no run can go on for what has become of it; never where that cannot be. */
  readonly lost: Promise<string>;
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
    const first = await start();
    const ready = kind.ready === undefined ? '' : await readiness(kind.title, first, kind.ready);
    const lost = first.ended.then((how) => `${kind.title} ${how}`);
    return { service: kind.serve(first, ready, start), lost: kind.isVital ? lost : new Promise(() => undefined), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readiness(title: string, { answer, ended }: Companion, form: RegExp): Promise<string> {
  const said = await answer(form, startLimitMs);
  if (said !== undefined) return said;
  const how = await within(100, ended);
  throw new Error(how === undefined ? `${title} did not start within ${startLimitMs / 1_000} s` : `${title} ${how}`);
}

async function startProcess({ entry, title }: CompanionKind<unknown>, guard: Guard): Promise<Companion> {
  const running = execa(process.execPath, [entryPath(entry)], {
    stdin: 'pipe',
    stderr: 'ignore',
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
    // Those are for the programs that are measured.
    env: { NODE_OPTIONS: undefined },
  });
  const { pid, stdin, stdout, nodeChildProcess } = running;
  if (pid === undefined) throw new Error(`${title} did not start: ${(await running).shortMessage}`);
  guard.add(pid);
  const ended = once(nodeChildProcess, 'exit').then(([code, signal]) => {
    guard.remove(pid);
    return describeFailedStart({ code, signal, stderr: '' });
  });
  // One that is gone is told of by the answer that does not come.
  stdin.on('error', () => undefined);
  const lines = createInterface(stdout);
  return {
    stdin,
    ended,
    answer: async (form, limitMs = answerLimitMs) => {
      const { promise, resolve } = Promise.withResolvers<string | undefined>();
      const hear = (line: string) => form.test(line) && resolve(line);
      lines.on('line', hear);
      const gone = ended.then(() => undefined);
      return within(limitMs, Promise.race([promise, gone])).finally(() => lines.off('line', hear));
    },
    stop: async () => {
      signalGroup(pid, 'SIGKILL');
      await within(endLimitMs, ended);
    },
  };
}

/** What comes of the promise, or undefined where nothing does within `limitMs`. */
async function within<T>(limitMs: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs, undefined);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
