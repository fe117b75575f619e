/** Has `tell` called with the error that is about to end this process; not where a task has made that its own affair. */
export function onUncaught(tell: (error: Error) => void): void {
  process.on('uncaughtExceptionMonitor', (error) => {
    if (process.listenerCount('uncaughtException') === 0) tell(error);
  });
}

/**
 * Ends this process as SIGTERM does where nobody listens to it: who waits for it learns that it was
 * told to end, and by what.
 */
export function dieOfSigterm(): void {
  process.removeAllListeners('SIGTERM');
  process.kill(process.pid, 'SIGTERM');
}
