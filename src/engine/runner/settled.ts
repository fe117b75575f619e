/** What keeps an event loop waiting: a port, or the channel of a process. */
interface Kept {
  readonly ref: () => void;
  readonly unref: () => void;
}

/** Why what was awaited will never come. */
export class Unsettled extends Error {
  constructor() {
    super('it awaits something that nothing is left to settle');
    delete this.stack;
  }
}

const waiting = new Set<() => void>();
let channel: Kept | undefined;

/** Names what keeps this thread's or process's loop waiting for more to do, which settles nothing that is awaited. */
export function keptAliveBy(kept: Kept | undefined): void {
  channel = kept;
}

/**
 * What `promise` gives; rejects where the event loop has nothing left to do that could settle it,
 * instead of having the worker end, or wait, without a word. Calls no `then` that the user may have replaced.
 */
export function settled<T>(promise: T | PromiseLike<T>): Promise<T> {
  if (waiting.size === 0) begin();
  return new Promise((resolve, reject) => {
    const end = () => {
      if (waiting.delete(giveUp) && waiting.size === 0) channel?.ref();
    };
    const giveUp = () => {
      end();
      reject(new Unsettled());
    };
    waiting.add(giveUp);
    void pass(promise, { resolve, reject, end });
  });
}

interface Settling<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
  readonly end: () => void;
}

async function pass<T>(promise: T | PromiseLike<T>, { resolve, reject, end }: Settling<T>): Promise<void> {
  try {
    resolve(await promise);
  } catch (error) {
    reject(error);
  }
  end();
}

function begin(): void {
  channel?.unref();
  if (!process.listeners('beforeExit').includes(giveUpAll)) process.on('beforeExit', giveUpAll);
}

/** What comes of it may await something again: the loop goes on, so that its end is told once more. */
function giveUpAll(): void {
  if (waiting.size > 0) setImmediate(() => undefined);
  for (const giveUp of [...waiting]) giveUp();
}
