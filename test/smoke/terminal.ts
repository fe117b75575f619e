import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { waitFor } from '../wait-for.ts';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

/** One character of the screen and its looks; a colour is one of the terminal's sixteen. */
export interface Cell {
  readonly text: string;
  readonly colour?: number;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly inverse: boolean;
}

/** The built program in a real pseudo-terminal, with a screen to read. */
export interface TestTerminal {
  readonly pty: IPty;
  /** The rows of the screen as one sees them now. */
  readonly rows: () => string[];
  readonly text: () => string;
  readonly cells: () => Cell[][];
  /** Resolves when the screen shows `what`; rejects after `limitMs`. */
  readonly shows: (what: string | RegExp, limitMs?: number) => Promise<string>;
  /** Resolves when all that came is on the screen. */
  readonly drawn: () => Promise<void>;
  readonly press: (keys: string) => void;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  /** Whether the alternate screen is up. */
  readonly inAlternateScreen: () => boolean;
  readonly cursorIsHidden: () => boolean;
  /** Whether the terminal is to mark what is pasted. */
  readonly marksPastes: () => boolean;
  /** Everything that was ever written to the terminal. */
  readonly raw: () => string;
  readonly close: () => void;
}

/** What the shell around the program says once the program has ended. */
export const afterwards = /ended with (\d+)/;

/** What a shell takes for `lanes …args`. */
export function commandLine(args: readonly string[]): string {
  return [process.execPath, bin, ...args].map((word) => `'${word}'`).join(' ');
}

/**
 * Starts `lanes …args` under a shell, which says how it ended and in which modes it left the
 * terminal (`stty -a`). `env` is added to the environment.
 */
export function openTerminal(
  columns: number,
  rows: number,
  args: readonly string[] = [],
  env: Readonly<Record<string, string | undefined>> = {},
): TestTerminal {
  return openShell(columns, rows, ['-c', `${commandLine(args)}; echo "ended with $?"; stty -a; sleep 60`], env);
}

/** A shell, by default one that is typed into: it has job control, and `shell>` for its prompt. */
export function openShell(
  columns: number,
  rows: number,
  args: readonly string[] = ['-i'],
  env: Readonly<Record<string, string | undefined>> = {},
): TestTerminal {
  const pty = spawn('sh', [...args], {
    cols: columns,
    rows,
    name: 'xterm-256color',
    env: { ...withoutCi(process.env), PS1: 'shell> ', ENV: undefined, ...env },
  });
  const screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1_000 });
  let raw = '';
  pty.onData((data) => {
    raw += data;
    screen.write(data);
  });

  function visible(): string[] {
    const { active } = screen.buffer;
    return Array.from(
      { length: screen.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    );
  }

  function cellsOf(row: number): Cell[] {
    const { active } = screen.buffer;
    const line = active.getLine(active.baseY + row);
    return Array.from({ length: screen.cols }, (_, column) => {
      const cell = line?.getCell(column);
      return {
        text: cell?.getChars() || ' ',
        ...(cell?.isFgPalette() && { colour: cell.getFgColor() }),
        bold: Boolean(cell?.isBold()),
        dim: Boolean(cell?.isDim()),
        inverse: Boolean(cell?.isInverse()),
      };
    });
  }

  const text = () => visible().join('\n');
  const drawn = () => new Promise<void>((resolve) => screen.write('', resolve));
  return {
    pty,
    rows: visible,
    text,
    cells: () => Array.from({ length: screen.rows }, (_, row) => cellsOf(row)),
    shows: async (what, limitMs) => {
      const matches = () => (typeof what === 'string' ? text().includes(what) : what.test(text()));
      await waitFor(`${what} on the screen`, matches, limitMs).catch((error: Error) => {
        throw new Error(`${error.message}; the screen was:\n${text()}`);
      });
      return text();
    },
    drawn,
    press: (keys) => pty.write(keys),
    resize: async (cols, newRows) => {
      await drawn();
      screen.resize(cols, newRows);
      pty.resize(cols, newRows);
    },
    inAlternateScreen: () => screen.buffer.active.type === 'alternate',
    cursorIsHidden: () => raw.lastIndexOf('\u001b[?25l') > raw.lastIndexOf('\u001b[?25h'),
    marksPastes: () => screen.modes.bracketedPasteMode,
    raw: () => raw,
    close: () => pty.kill('SIGKILL'),
  };
}

/** The dashboard opens only outside CI, and these tests run there too. */
function withoutCi({ CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env;
}
