import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { entryPath } from '../entries.ts';
import { type Guard, signalGroup } from './guard.ts';

/** The built-in server, for as long as a session needs it. */
export interface FetchServer {
  /** For example `http://127.0.0.1:40123`. */
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Starts the server in a process of its own, so that its work disturbs no lane's; rejects when it does not start. */
export async function startFetchServer(guard: Guard): Promise<FetchServer> {
  const server = execa(process.execPath, [entryPath('fetch-server.js')], {
    stdin: 'ignore',
    stderr: 'ignore',
    buffer: false,
    reject: false,
    detached: true,
    cleanup: false,
  });
  const { pid } = server;
  if (pid === undefined) throw new Error(`the fetch server did not start: ${(await server).shortMessage}`);
  guard.add(pid);
  const origin = await Promise.race([firstLine(server.stdout), server.then(() => undefined)]);
  if (origin === undefined) {
    throw new Error(`the fetch server ended before it listened (exit code ${(await server).exitCode})`);
  }
  return {
    origin,
    stop: async () => {
      signalGroup(pid, 'SIGKILL');
      await server;
      guard.remove(pid);
    },
  };
}

async function firstLine(stream: Readable): Promise<string> {
  const [data] = (await once(stream, 'data')) as [Buffer];
  return String(data).trim();
}
