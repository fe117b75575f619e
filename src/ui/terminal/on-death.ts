import { constants } from 'node:os';
import { plainText } from '../../engine/text/plain.ts';

/** What ends a program that does not heed it, and can be heeded. */
const deadly = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGALRM', 'SIGUSR2', 'SIGVTALRM', 'SIGXCPU'] as const;

/** What ended the program, where it was not the user's wish. */
export type Death = { readonly signal: NodeJS.Signals } | { readonly error: unknown };

/** What a shell says of a program that a signal has ended. */
export function exitCodeAfter(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/**
 * Has `leave` end the program in good order when a signal or an exception does, or the terminal is
 * gone; it gives false when it was about that already. A second signal, or another exception, ends
 * the program at once. Holds until the program has ended.
 */
export function onDeath(leave: (death: Death) => boolean): void {
  /** Nobody reads what is said, as after a hang-up. */
  const onLostTerminal = () => void leave({ signal: 'SIGHUP' });

  for (const signal of deadly) {
    process.on(signal, () => {
      if (!leave({ signal })) process.exit(exitCodeAfter(signal));
    });
  }
  process.on('uncaughtException', (error: unknown) => {
    if (leave({ error })) return;
    process.stderr.write(`${wordsOf(error)}\n`);
    process.exit(1);
  });
  process.stdin.on('error', onLostTerminal);
  process.stdin.on('end', onLostTerminal);
  process.stdout.on('error', onLostTerminal);
}

/** What was thrown, with where, as text that a terminal can be shown. */
function wordsOf(error: unknown): string {
  const told = error instanceof Error ? (error.stack ?? error.message) : `uncaught: ${String(error)}`;
  return told.split('\n').map(plainText).join('\n');
}
