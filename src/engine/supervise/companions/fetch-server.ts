import { once } from 'node:events';
import type { Guard } from '../guard.ts';
import { startCompanion } from './companion.ts';

/** The built-in server, for as long as a session needs it. */
export interface FetchServer {
  /** For example `http://127.0.0.1:40123`. */
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Starts the server's process; rejects when it does not start. */
export async function startFetchServer(guard: Guard): Promise<FetchServer> {
  const { stdout, ended, stop } = await startCompanion('fetch-server.js', 'the fetch server', guard);
  const said = await Promise.race([once(stdout, 'data') as Promise<[Buffer]>, ended]);
  if (!Array.isArray(said)) throw new Error(`the fetch server ended before it listened (exit code ${said})`);
  return { origin: String(said[0]).trim(), stop };
}
