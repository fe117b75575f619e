import { constants } from 'node:os';

/**
 * Signals that come so soon after one, in ms, are the same wish: npm passes on to its program what
 * the terminal has sent to both.
 */
const sameWishMs = 500;

/**
 * Has the first signal `stop` what is under way, and another one end the program at once, after `restore`.
 * What it gives tells the exit code that the first one asks for.
 */
export function onInterrupt(stop: () => void, restore: () => void): () => number | undefined {
  let first: { readonly code: number; readonly at: number } | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) {
    const code = 128 + constants.signals[signal];
    process.on(signal, () => {
      if (first !== undefined && performance.now() - first.at > sameWishMs) {
        restore();
        process.exit(code);
      }
      first ??= { code, at: performance.now() };
      stop();
    });
  }
  return () => first?.code;
}
