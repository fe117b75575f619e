import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { execa } from 'execa';
import { own, semaphores, sweep } from './owned-directory.ts';

/**
 * Ends every process group it knows of when its standard input ends, which the kernel sees to
 * however the dashboard dies, and removes the directory of the event pipes and the semaphores that
 * are called after it. A signal that is meant for all processes of a session does not end it.
 */
const script = `
trap '' HUP INT QUIT TERM
groups=
while read -r change group; do
  kept=
  for known in $groups; do [ "$known" = "$group" ] || kept="$kept $known"; done
  groups=$kept
  [ "$change" = - ] || groups="$groups $group"
done
for group in $groups; do kill -s KILL -- "-$group"; done
rm -rf -- "$1"
rm -f -- ${semaphores}/sem."\${1##*/}"-*
`;

/** So many shells are started in all: one that is killed again and again is not wanted. */
const mostShells = 10;

/** Sees to it that nothing outlives the dashboard, not even when that is killed with SIGKILL. */
export interface Guard {
  /**
   * A directory for event pipes, removed at the end. What a runner must leave somewhere, it leaves
   * there, or calls it after the directory.
   */
  readonly directory: string;
  /** From now on the process group dies with the dashboard. */
  readonly add: (group: number) => void;
  /** The group has ended; its number may come to belong to others. */
  readonly remove: (group: number) => void;
}

/**
 * Starts the guard: a shell that waits, in a session of its own so that no terminal's signal
 * reaches it. It costs the runs nothing, which a watching thread in each runner would. One that is
 * killed is followed by another. Rejects, with nothing left, where there can be none. What sessions
 * have left whose guard was killed with them is removed, meanwhile.
 */
export async function startGuard(): Promise<Guard> {
  const directory = mkdtempSync(join(tmpdir(), 'lanes-'));
  const groups = new Set<number>();
  const shells = new Shells(directory, groups);
  try {
    await Promise.all([shells.start(), own(directory)]);
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
  sweep(tmpdir()).catch(() => undefined);
  return {
    directory,
    add: (group) => {
      groups.add(group);
      shells.tell('+', group);
    },
    remove: (group) => {
      groups.delete(group);
      shells.tell('-', group);
    },
  };
}

/** The shell that guards `groups`, and those that follow it. */
class Shells {
  readonly #directory: string;
  readonly #groups: ReadonlySet<number>;
  #input: Writable | undefined;
  #started = 0;

  constructor(directory: string, groups: ReadonlySet<number>) {
    this.#directory = directory;
    this.#groups = groups;
  }

  tell(change: '+' | '-', group: number): void {
    this.#input?.write(`${change} ${group}\n`);
  }

  /** Rejects where there is no shell. */
  async start(): Promise<void> {
    const shell = execa('sh', ['-c', script, 'lanes-guard', this.#directory], {
      stdin: 'pipe',
      stdout: 'ignore',
      stderr: 'ignore',
      detached: true,
      cleanup: false,
      reject: false,
    });
    const { stdin, nodeChildProcess, pid } = shell;
    if (pid === undefined) throw new Error((await shell).shortMessage ?? 'no shell could be started');
    this.#started += 1;
    this.#input = stdin;
    stdin.on('error', () => undefined);
    if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
    nodeChildProcess.unref();
    // One that stands still would do so for good.
    const wake = () => nodeChildProcess.kill('SIGCONT');
    process.once('exit', wake);
    nodeChildProcess.once('exit', () => {
      process.off('exit', wake);
      this.#follow();
    });
    for (const group of this.#groups) this.tell('+', group);
  }

  /** A guard may be killed too. Where there can be no other the runs go on without. */
  #follow(): void {
    this.#input = undefined;
    if (this.#started < mostShells) this.start().catch(() => undefined);
  }
}
