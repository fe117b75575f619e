import { parentPort } from 'node:worker_threads';

/** Ends this process's channel to the one that started it. */
const disconnect = process.disconnect?.bind(process);

/** Keeps what this thread or process says on its way: a task that ends the channel would have no result. */
export function keepChannel(): void {
  if (parentPort !== null) parentPort.close = () => undefined;
  if (disconnect !== undefined) process.disconnect = () => undefined;
}

/** Lets go of it, at the end. */
export function leaveChannel(): void {
  if (process.connected) disconnect?.();
}
