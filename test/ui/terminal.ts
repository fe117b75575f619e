import { PassThrough, Writable } from 'node:stream';
import xterm from '@xterm/headless';

/** A terminal without a window: what is written to `stdout` can be read from its screen. */
export class FakeTerminal {
  readonly #screen: InstanceType<typeof xterm.Terminal>;
  readonly stdout: NodeJS.WriteStream;
  readonly stdin: NodeJS.ReadStream;
  /** Everything that was written. */
  written = '';
  isRaw = false;

  constructor(columns: number, rows: number) {
    this.#screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
    const out = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.written += chunk.toString();
        this.#screen.write(chunk, done);
      },
    });
    this.stdout = Object.assign(out, { isTTY: true, columns, rows }) as unknown as NodeJS.WriteStream;
    const input = Object.assign(new PassThrough(), {
      isTTY: true,
      setRawMode: (raw: boolean) => {
        this.isRaw = raw;
      },
      ref: () => {},
      unref: () => {},
    });
    this.stdin = input as unknown as NodeJS.ReadStream;
  }

  press(keys: string): void {
    (this.stdin as unknown as PassThrough).write(keys);
  }

  resize(columns: number, rows: number): void {
    this.#screen.resize(columns, rows);
    Object.assign(this.stdout, { columns, rows });
    this.stdout.emit('resize');
  }

  /** The rows of the screen as they are now. */
  rows(): string[] {
    const { active } = this.#screen.buffer;
    return Array.from(
      { length: this.#screen.rows },
      (_, y) => active.getLine(active.viewportY + y)?.translateToString(true) ?? '',
    );
  }

  text(): string {
    return this.rows().join('\n');
  }

  get isAlternate(): boolean {
    return this.#screen.buffer.active.type === 'alternate';
  }
}
