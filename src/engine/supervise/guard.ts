import { closeSync, constants, mkdtempSync, openSync } from 'node:fs';
import { lstat, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** Where Linux keeps named semaphores, which multiprocessing makes some of; elsewhere they are in no folder. */
const semaphores = '/dev/shm';

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

/** A named pipe in the directory that this process has open for reading as long as it lives. */
const owner = 'owner';
const directoryName = /^lanes-[A-Za-z0-9]{6}$/;

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
  let tell = startShell(directory, groups, (next) => {
    tell = next;
  });
  try {
    await Promise.all([tell.started, own(directory)]);
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
  sweep().catch(() => undefined);
  return {
    directory,
    add: (group) => {
      groups.add(group);
      tell.change('+', group);
    },
    remove: (group) => {
      groups.delete(group);
      tell.change('-', group);
    },
  };
}

interface Shell {
  /** Rejects where it could not be started. */
  readonly started: Promise<void>;
  readonly change: (change: '+' | '-', group: number) => void;
}

/** Starts a shell that guards `groups`; hands the one that follows it to `onNext`. */
function startShell(directory: string, groups: ReadonlySet<number>, onNext: (next: Shell) => void): Shell {
  const shell = execa('sh', ['-c', script, 'lanes-guard', directory], {
    stdin: 'pipe',
    stdout: 'ignore',
    stderr: 'ignore',
    detached: true,
    cleanup: false,
    reject: false,
  });
  const { stdin, nodeChildProcess, pid } = shell;
  if (pid === undefined) return { started: shell.then(fail), change: () => undefined };
  nodeChildProcess.unref();
  stdin.on('error', () => undefined);
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  nodeChildProcess.once('exit', () => onNext(startShell(directory, groups, onNext)));
  const change = (sign: '+' | '-', group: number) => void stdin.write(`${sign} ${group}\n`);
  for (const group of groups) change('+', group);
  return { started: Promise.resolve(), change };
}

function fail({ shortMessage }: { readonly shortMessage?: string | undefined }): never {
  throw new Error(shortMessage ?? 'no shell could be started');
}

/** Makes known that this process uses the directory: the kernel tells others so, for as long as it lives. */
async function own(directory: string): Promise<void> {
  const path = join(directory, `${owner}.new`);
  await execa('mkfifo', ['-m', '600', path]);
  openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  // It has its name once it is open: one of that name that nobody has open is of the dead.
  await rename(path, join(directory, owner));
}

/** Removes what this user's dead sessions have left. */
async function sweep(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => directoryName.test(name));
  for (const name of names) {
    const directory = join(tmpdir(), name);
    const found = await lstat(directory).catch(() => undefined);
    if (!found?.isDirectory() || found.uid !== process.getuid?.() || !isOfTheDead(directory)) continue;
    await rm(directory, { recursive: true, force: true });
    await removeSemaphores(name);
  }
}

function isOfTheDead(directory: string): boolean {
  try {
    closeSync(openSync(join(directory, owner), constants.O_WRONLY | constants.O_NONBLOCK));
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENXIO';
  }
}

async function removeSemaphores(name: string): Promise<void> {
  const left = await readdir(semaphores).catch(() => []);
  const own = left.filter((file) => file.startsWith(`sem.${name}-`));
  await Promise.all(own.map((file) => rm(join(semaphores, file), { force: true })));
}
