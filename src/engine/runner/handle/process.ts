import { type ChildProcess, fork } from 'node:child_process';
import { type Entry, entryPath } from '../../entries.ts';
import type { Exit } from '../../exit-reason.ts';
import { exitGrace, type Said } from '../worker-job.ts';
import type { HandleEvents, WorkerKind } from './started-worker.ts';

const stderrCharacters = 4_000;

/** A child process that runs `entry` with `args`. What it writes to stderr is passed on, and tells why it died. */
export function childProcess(entry: Entry, args: readonly string[] = []): WorkerKind {
  return {
    title: 'process',
    start: (events) => {
      const stdio = ['ignore', 'inherit', 'pipe', 'ipc'] as const;
      // What JSON has no words for, such as Maps and bytes, is passed too.
      const child = fork(entryPath(entry), args, { stdio: [...stdio], serialization: 'advanced' });
      listen(child, events);
      return {
        // Without a file descriptor left there is no channel, and no `send`; why is told by the first error.
        send: (message) => void (child.connected && child.send(message as object, () => undefined)),
        kill: () => void child.kill('SIGKILL'),
      };
    },
  };
}

function listen(child: ChildProcess, { said, failed, exited }: HandleEvents): void {
  let stderr = '';
  child.stderr?.on('data', (data: Buffer) => {
    stderr = `${stderr}${data}`.slice(-stderrCharacters);
    process.stderr.write(data);
  });
  child.on('message', (message) => said(message as Said));
  // Where it could not be started, each message to it is an error too; the first tells why.
  child.on('error', failed);
  const end = (code: Exit['code'], signal: Exit['signal']) => exited({ code, signal, stderr });
  // All that it said and wrote has been read at `close`, which something that it left behind can keep from coming.
  child.on('close', end);
  child.on('exit', (code, signal) => setTimeout(end, exitGrace, code, signal));
}
