import { EventEmitter } from 'node:events';
import { setImmediate as otherEvents } from 'node:timers/promises';
import { listenForKeys } from '../input/keyboard.ts';
import type { Size } from '../layout.ts';

/** Alternate screen, pastes that are marked as such, no cursor. */
const modesOn = '\u001b[?1049h\u001b[?2004h\u001b[?25l';
const modesOff = '\u001b[?2004l\u001b[?1049l\u001b[?25h';
const homeAndClear = '\u001b[H\u001b[2J';

/** As `process.kill` has it. */
const jobOfThisProcess = 0;

interface Events {
  readonly keys: [keys: readonly string[]];
  /** The shell, or who acts for it, wants the job stopped. */
  readonly stop: [];
}

/**
 * The terminal as the dashboard has it for itself, from `enter` to `leave`: its modes, its keys, and
 * its part in the shell's job control.
 */
export class Terminal extends EventEmitter<Events> {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  #state: 'outside' | 'inside' | 'stopping' = 'outside';
  #deafen = () => {};
  readonly #leave = () => this.leave();
  readonly #stop = () => this.emit('stop');
  readonly #goOn = () => void this.#takeBack();

  constructor(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream) {
    super();
    this.stdin = stdin;
    this.stdout = stdout;
  }

  /** As it is now; the usual one of a terminal that does not tell. */
  get size(): Size {
    const { columns, rows } = this.stdout;
    return { columns: columns || 80, rows: rows || 24 };
  }

  get isEntered(): boolean {
    return this.#state !== 'outside';
  }

  /** Takes the terminal. In the background, the kernel stops the job here until it is brought to the front. */
  enter(): void {
    this.#takeModes();
    this.#state = 'inside';
    this.#deafen = listenForKeys(this.stdin, (keys) => this.emit('keys', keys));
    this.#followShell();
    process.once('exit', this.#leave);
  }

  /** Gives the terminal back as it was; works at any time, and more than once. */
  leave(): void {
    if (this.#state === 'outside') return;
    if (this.#state === 'inside') this.#giveModes();
    this.#state = 'outside';
    this.#deafen();
    this.#unfollowShell();
    process.off('exit', this.#leave);
  }

  /** Puts the cursor into the corner of an empty screen. */
  clear(): void {
    if (this.#state === 'inside') this.stdout.write(homeAndClear);
  }

  /** Has all who draw do so as after a change of the size, when nobody knows what the screen shows. */
  redraw(): void {
    this.stdout.emit('resize');
  }

  /**
   * Does what Ctrl-Z does where no program has the terminal raw: stops the whole job, as the shell
   * knows it, until it goes on; at once where there is no shell to go on from. `quietly` sees that
   * nothing is drawn meanwhile, and all of it afterwards; `farewell` is left on the shell's screen.
   */
  async stop(quietly: (stopped: () => Promise<void>) => Promise<unknown>, farewell: string): Promise<void> {
    if (this.#state !== 'inside') return;
    await quietly(async () => {
      this.#giveModes();
      this.#state = 'stopping';
      this.stdout.write(farewell);
      this.#unfollowShell();
      process.kill(jobOfThisProcess, 'SIGTSTP');
      // It may go on only to be ended.
      await otherEvents();
      if (this.#state !== 'stopping') return;
      this.#takeModes();
      this.#state = 'inside';
      this.#followShell();
      readSize();
      this.clear();
    });
  }

  /** Whoever stopped the job without asking has had the terminal meanwhile. */
  async #takeBack(): Promise<void> {
    await otherEvents();
    if (this.#state !== 'inside') return;
    this.#takeModes();
    readSize();
    this.redraw();
  }

  /** Raw first: in the background nothing may be written before the kernel has stopped the job for it. */
  #takeModes(): void {
    // What is raw already, as far as Node knows, would not be made so.
    this.stdin.setRawMode(false);
    this.stdin.setRawMode(true);
    this.stdout.write(modesOn + homeAndClear);
  }

  #giveModes(): void {
    this.stdout.write(modesOff);
    this.stdin.setRawMode(false);
  }

  #followShell(): void {
    process.on('SIGTSTP', this.#stop);
    process.on('SIGCONT', this.#goOn);
  }

  #unfollowShell(): void {
    process.off('SIGTSTP', this.#stop);
    process.off('SIGCONT', this.#goOn);
  }
}

/** A job in the background is not told of a new size: this is how Node looks for it. */
function readSize(): void {
  process.emit('SIGWINCH', 'SIGWINCH');
}
