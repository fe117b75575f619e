import { once } from 'node:events';
import type { CompanionKind } from './companion.ts';

/** The built-in server. Its service is its origin, for example `http://127.0.0.1:40123`. */
export const fetchServer: CompanionKind<string> = {
  title: 'the fetch server',
  entry: 'fetch-server.js',
  serve: async ({ stdout, ended }) => {
    const said = await Promise.race([once(stdout, 'data') as Promise<[Buffer]>, ended]);
    if (!Array.isArray(said)) throw new Error(`the fetch server ended before it listened (exit code ${said})`);
    return String(said[0]).trim();
  },
};
