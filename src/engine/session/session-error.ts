/** What all runs of a session need could not be had: a directory for their pipes, a shell, the built-in server. */
export class SessionError extends Error {
  override readonly name = 'SessionError';

  constructor(cause: unknown) {
    const { originalMessage, message } = cause as Error & { originalMessage?: string };
    super(`the runs could not be started: ${originalMessage ?? message}`, { cause });
  }
}
