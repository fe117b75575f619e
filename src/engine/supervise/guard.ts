import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/**
 * Ends every process group it knows of when its standard input ends, which the kernel sees to
 * however the dashboard dies, and removes the directory of the event pipes.
 */
const script = `
groups=
while read -r change group; do
  kept=
  for known in $groups; do [ "$known" = "$group" ] || kept="$kept $known"; done
  groups=$kept
  [ "$change" = - ] || groups="$groups $group"
done
for group in $groups; do kill -s KILL -- "-$group"; done
rm -rf -- "$1"
`;

/** Sees to it that nothing outlives the dashboard, not even when that is killed with SIGKILL. */
export interface Guard {
  /** A directory for event pipes, removed at the end. */
  readonly directory: string;
  /** From now on the process group dies with the dashboard. */
  readonly add: (group: number) => void;
  /** The group has ended; its number may come to belong to others. */
  readonly remove: (group: number) => void;
}

/**
 * Starts the guard: a shell that waits, in a session of its own so that no terminal's signal
 * reaches it. It costs the runs nothing, which a watching thread in each runner would.
 */
export async function startGuard(): Promise<Guard> {
  const directory = await mkdtemp(join(tmpdir(), 'lanes-'));
  const shell = execa('sh', ['-c', script, 'lanes-guard', directory], {
    stdin: 'pipe',
    stdout: 'ignore',
    stderr: 'ignore',
    detached: true,
    cleanup: false,
    reject: false,
  });
  if (shell.pid === undefined) throw await shell;
  shell.nodeChildProcess.unref();
  const { stdin } = shell;
  // The guard may be killed too; the runs go on without it.
  stdin.on('error', () => undefined);
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  return {
    directory,
    add: (group) => stdin.write(`+ ${group}\n`),
    remove: (group) => stdin.write(`- ${group}\n`),
  };
}
