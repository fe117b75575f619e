import type { IncomingMessage } from 'node:http';

const mostRedirects = 5;

/** What a failed fetch says, worded once for all runtimes, so that results compare equal. */
const reasons: Readonly<Record<string, string>> = {
  ECONNRESET: 'connection closed by the server',
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'host not found',
  EAI_AGAIN: 'host not found',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
};

/**
 * Fetches `url` to the end of its body, following up to five redirects, and gives the status.
 * Rejects with a plain reason; with the signal's own when that aborts.
 *
 * A worker that lives for one request pays for what it loads, and that would be measured as the
 * model's cost: so node:http and not fetch (25 ms more), and not imported but got, since an import
 * reads every export, and two of these load fetch and WebSocket (27 ms more).
 */
export async function get(url: string, timeoutMs: number, signal: AbortSignal): Promise<number> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([timeout, signal]);
  let target = new URL(url);
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const response = await request(target, either).catch((error: NodeJS.ErrnoException) => {
      signal.throwIfAborted();
      if (timeout.aborted) throw new Error(`timed out after ${timeoutMs} ms`);
      throw new Error(reasons[error.code ?? ''] ?? error.message);
    });
    const { statusCode = 0, headers } = response;
    if (statusCode < 300 || statusCode > 399 || headers.location === undefined) return statusCode;
    target = new URL(headers.location, target);
  }
  throw new Error(`more than ${mostRedirects} redirects`);
}

function request(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return Promise.reject(new Error(`cannot fetch ${url.protocol} URLs, only http: and https:`));
  }
  const { get: start } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
  return new Promise((resolve, reject) => {
    start(url, { signal, agent: false }, (response) => {
      response.on('error', reject);
      response.on('end', () => resolve(response));
      response.resume();
    }).on('error', reject);
  });
}
