import { spawn } from 'node:child_process';

/** Sends a signal to every process of a group; false when there is none left. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

/**
 * Has a group killed when this process dies, even of SIGKILL, by a shell whose standard input ends
 * then. To be released, by what it gives, as soon as the group is gone. For what is started before
 * there is a guard; where no shell can be started there is none to do it.
 */
export function killedWithUs(group: number): () => void {
  const script = 'trap "" HUP INT QUIT TERM; cat >/dev/null; kill -s KILL -- "-$1"';
  const shell = spawn('sh', ['-c', script, 'lanes-tie', String(group)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  return () => {
    if (shell.pid !== undefined) signalGroup(shell.pid, 'SIGKILL');
  };
}
