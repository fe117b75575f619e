import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import reasons from './fetch-reasons.json' with { type: 'json' };

const mostRedirects = 5;
const redirects: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);
/** Whatever length is announced for them, these have no body. */
const bodiless: ReadonlySet<number | undefined> = new Set([204, 304]);

/** How the client reads an answer, said here since the environment can change the defaults. */
const limits = { maxHeaderSize: 16_384, insecureHTTPParser: false, autoSelectFamilyAttemptTimeout: 250 };

/** The words for what the server did, and for what this machine could not do, by codes. */
const answers: Readonly<Record<string, string>> = reasons.answers;
const local: Readonly<Record<string, string>> = reasons.local;

/** What came of a fetch: the server's status, or why there is none. */
export type Fetched = { readonly status: number } | { readonly error: string };

/** Why there is no status: its message is in plain words, the same in every runtime. */
class Unanswered extends Error {
  constructor(code: keyof typeof reasons.answers, filled: Readonly<Record<string, string | number>> = {}) {
    super(reasons.answers[code].replace(/\{(\w+)\}/g, (_, name: string) => String(filled[name])));
  }
}

/**
 * Fetches `url` to the end of its body, following up to five redirects. Takes `timeoutMs` at most,
 * whatever the server does. Rejects where it is this machine that cannot fetch, which says nothing
 * of the server; with the signal's own reason when that aborts.
 *
 * A worker that lives for one request pays for what it loads, and that would be measured as the
 * model's cost: so node:http and not fetch (25 ms more), and not imported but got, since an import
 * reads every export, and two of these load fetch and WebSocket (27 ms more).
 */
export async function get(url: string, timeoutMs: number, signal: AbortSignal): Promise<Fetched> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new Unanswered('TIME', { ms: timeoutMs })), timeoutMs);
  try {
    return { status: await follow(url, AbortSignal.any([limit.signal, signal])) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Unanswered) return { error: error.message };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function follow(url: string, signal: AbortSignal): Promise<number> {
  let target = targetOf(url, undefined, 'URL');
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const { statusCode = 0, headers } = await request(target, signal);
    if (!redirects.has(statusCode) || headers.location === undefined) return statusCode;
    target = targetOf(headers.location, target, 'LOCATION');
  }
  throw new Unanswered('REDIRECTS');
}

function targetOf(text: string, base: URL | undefined, otherwise: 'URL' | 'LOCATION'): URL {
  // Told apart before it is parsed: what is no http: URL need not be read in the same way everywhere.
  const [, scheme = 'http'] = /^[\0- ]*([a-z][a-z\d+.-]*):/i.exec(text.replace(/[\t\n\r]/g, '')) ?? [];
  if (!/^https?$/i.test(scheme)) throw new Unanswered('SCHEME', { scheme: scheme.toLowerCase() });
  const target = URL.parse(text, base?.href);
  if (target === null) throw new Unanswered(otherwise);
  return target;
}

/** One GET. Resolves with the response when all of it is there. */
async function request(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  signal.throwIfAborted();
  const { get: start } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return new Promise((resolve, reject) => {
    let answer: IncomingMessage | undefined;
    // What comes behind a complete answer, or happens to its connection then, is no part of it.
    const fail = (error: Error) => (answer?.complete ? resolve(answer) : reject(error));
    const switched = (socket: Duplex) => {
      reject(new Unanswered('UPGRADE'));
      socket.destroy();
    };
    const asked = start(bare, { ...limits, signal, agent: false, headers: authorization(url) }, (response) => {
      answer = response;
      response.on('error', (error) => fail(named(error, asked.socket)));
      response.on('end', () => resolve(response));
      response.resume();
      if (response.statusCode === 101) switched(response.socket);
      if (!bodiless.has(response.statusCode)) return;
      resolve(response);
      asked.destroy();
    });
    asked.maxHeadersCount = 0;
    asked.on('upgrade', (_, socket) => switched(socket));
    asked.on('error', (error) => fail(named(error, asked.socket)));
    // Whatever else ended it.
    asked.on('close', () => fail(new Unanswered('ECONNRESET')));
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** As URLs are decoded elsewhere: byte by byte, and what is no escape stands for itself. */
function authorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  const bytes = `${username}:${password}`.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return { Authorization: `Basic ${Buffer.from(bytes, 'latin1').toString('base64')}` };
}

function named(error: NodeJS.ErrnoException, socket: Socket | null): Error {
  // Of several addresses the last is the one that was not given up for the next.
  if (error instanceof AggregateError) return named(error.errors.at(-1) as Error, socket);
  const code = error.code ?? '';
  if (answers[code] !== undefined) return new Unanswered(code as keyof typeof reasons.answers);
  if (local[code] !== undefined) return new Error(`cannot fetch: ${local[code]} (${code})`);
  if ((socket as TLSSocket | null)?.authorizationError) return new Unanswered('CERTIFICATE');
  if (code === 'HPE_HEADER_OVERFLOW') return new Unanswered('HEAD');
  if (code.startsWith('HPE_')) return new Unanswered('HTTP');
  if (error.syscall === 'getaddrinfo') return new Unanswered('HOST');
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return new Unanswered('TLS');
  return error;
}
