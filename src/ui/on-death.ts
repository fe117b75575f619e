import { constants } from 'node:os';

const deadly = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** How long the runs get to end before the program does. */
const graceMs = 4_000;

export interface Death {
  /** Gives the terminal back; must work at any time, and more than once. */
  readonly restore: () => void;
  /** Stops all the runs. */
  readonly stop: () => Promise<void>;
}

export interface Watch {
  /** Whether the program is about to exit. */
  readonly isDying: () => boolean;
  /** From now on a signal ends the program at once: it is being left already. */
  readonly leave: () => void;
  /** Takes the handlers away. */
  readonly disarm: () => void;
}

/**
 * Leaves nothing behind when a signal or an exception ends the program: terminal restored, runs
 * stopped, then an exit with 128 + signal, or 1.
 * Ink restores the terminal on signals by itself only as long as nobody else listens to them.
 */
export function onDeath({ restore, stop }: Death): Watch {
  let dying = false;
  let leaving = false;
  const die = (code: number, message?: string) => {
    if (dying || leaving) process.exit(code);
    dying = true;
    restore();
    if (message !== undefined) process.stderr.write(`${message}\n`);
    setTimeout(() => process.exit(code), graceMs);
    stop().then(
      () => process.exit(code),
      () => process.exit(code),
    );
  };
  const onSignal = (signal: NodeJS.Signals) => die(128 + constants.signals[signal]);
  const onException = (error: unknown) =>
    die(1, error instanceof Error ? (error.stack ?? error.message) : `uncaught: ${String(error)}`);
  /** The terminal is gone: nobody reads what is said, as after a hang-up. */
  const onLostTerminal = () => die(128 + constants.signals.SIGHUP);

  for (const signal of deadly) process.on(signal, onSignal);
  process.on('uncaughtException', onException);
  process.stdin.on('error', onLostTerminal);
  process.stdout.on('error', onLostTerminal);
  const disarm = () => {
    for (const signal of deadly) process.off(signal, onSignal);
    process.off('uncaughtException', onException);
    process.stdin.off('error', onLostTerminal);
    process.stdout.off('error', onLostTerminal);
  };
  const leave = () => {
    leaving = true;
  };
  return { isDying: () => dying, leave, disarm };
}
