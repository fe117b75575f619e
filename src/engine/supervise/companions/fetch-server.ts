import type { CompanionKind } from './companion.ts';

/** The built-in server. Its service is its origin, for example `http://127.0.0.1:40123`. */
export const fetchServer: CompanionKind<string> = {
  title: 'the fetch server',
  entry: 'fetch-server.js',
  ready: /^http:\/\/127\.0\.0\.1:\d+$/,
  serve: (_, origin) => origin,
  isVital: true,
};
