import { close, renameSync, write, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { openPartial } from './partial.ts';

const writeAt = promisify(write);
const closeFile = promisify(close);

/** How long lines rest before they are written, in ms: what is lost at most when the program is killed. */
const restMs = 200;
/** More characters than this do not rest: the caller waits until they are written. */
const mostResting = 4_000_000;

/**
 * Writes a log beside its file and gives it its name when it is whole. Memory is bounded: where
 * lines come faster than they are written beside everything else, the caller is made to wait.
 */
export class LogWriter {
  readonly #file: string;
  #partial = '';
  #fd: number | undefined;
  #resting = '';
  /** Every write has its place in the file, so that one that overtakes another does no harm. */
  #position = 0;
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failure: string | undefined;

  constructor(file: string) {
    this.#file = file;
    this.#attempt(() => {
      const { path, fd } = openPartial(file);
      this.#partial = path;
      this.#fd = fd;
    });
  }

  /** Adds whole lines. */
  write(lines: string): void {
    if (this.#fd === undefined || this.#failure !== undefined) return;
    this.#resting += lines;
    if (this.#resting.length > mostResting) this.#writeNow();
    else this.#timer ??= setTimeout(() => this.#flush(), restMs);
  }

  /** Writes what is left and names the file. Gives why there is no whole log, if so; never rejects. */
  async end(): Promise<string | undefined> {
    await this.#writing;
    this.#writeNow();
    if (this.#fd !== undefined) await closeFile(this.#fd).catch((error: unknown) => this.#fail(error));
    if (this.#failure === undefined) this.#attempt(() => renameSync(this.#partial, this.#file));
    return this.#failure;
  }

  #flush(): void {
    this.#timer = undefined;
    this.#writing ??= this.#writeResting().finally(() => {
      this.#writing = undefined;
    });
  }

  async #writeResting(): Promise<void> {
    while (this.#fd !== undefined && this.#resting !== '') {
      const { bytes, position } = this.#take();
      for (let done = 0; done < bytes.length; ) {
        const result = await writeAt(this.#fd, bytes, done, bytes.length - done, position + done).catch(
          (error: unknown) => this.#fail(error),
        );
        if (result === undefined) return;
        done += result.bytesWritten;
      }
    }
  }

  #writeNow(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const fd = this.#fd;
    if (fd === undefined || this.#failure !== undefined) return;
    const { bytes, position } = this.#take();
    this.#attempt(() => {
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(fd, bytes, done, bytes.length - done, position + done);
      }
    });
  }

  #take(): { readonly bytes: Buffer; readonly position: number } {
    const bytes = Buffer.from(this.#resting);
    const position = this.#position;
    this.#resting = '';
    this.#position += bytes.length;
    return { bytes, position };
  }

  #attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): undefined {
    this.#failure ??= (error as Error).message;
    this.#resting = '';
  }
}
