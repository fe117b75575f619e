import { closeSync, fstatSync, linkSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { likenessesIn } from './likeness.ts';

/** Values that take more bytes than this together are not kept: of the rest the digests are. */
const mostBytes = 256 * 1_024 * 1_024;
/** The last bytes of the file: where its index begins. */
const trailerBytes = 16;

/** What is kept of a result. */
export interface Kept {
  readonly digest: string;
  readonly preview: string;
  /** As likeness.ts gives them; none of a value that is short, or not kept. */
  readonly likenesses?: readonly string[];
}

interface Place extends Kept {
  /** Where the value lies; of length 0 where it is not kept. */
  readonly from: number;
  readonly bytes: number;
}

interface Index {
  readonly lane: string;
  readonly tasks: Readonly<Record<number, Place>>;
}

/** What is to be kept of a task. */
type Result = readonly [task: number, kept: Pick<Kept, 'digest' | 'preview'>, value: unknown];

/** A value of fewer bytes is taken apart at once. */
const glancedBytes = 4_096;

/**
 * The results of the first run of a session that has all of them, in a file: each value as node:v8
 * writes it, one after the other, then an index of them, then where that begins. Made under a name
 * of its own and linked, so that the first run that is ready is the one whose file it is.
 */
export class Reference {
  readonly lane: string;
  readonly #fd: number;
  readonly #tasks: Index['tasks'];

  private constructor(fd: number, { lane, tasks }: Index) {
    this.#fd = fd;
    this.lane = lane;
    this.#tasks = tasks;
  }

  /** Undefined where there is none yet, or it cannot be read. */
  static open(path: string): Reference | undefined {
    try {
      const fd = openSync(path, 'r');
      const { size } = fstatSync(fd);
      const begin = Number(read(fd, size - trailerBytes, trailerBytes).toString('latin1'));
      const index = read(fd, begin, size - trailerBytes - begin).toString('utf8');
      return new Reference(fd, JSON.parse(index) as Index);
    } catch {
      return undefined;
    }
  }

  /** Writes one; gives whether it did. A disk that is full, or a file that is there already, is no failure. */
  static write(path: string, lane: string, results: Iterable<Result>): boolean {
    const own = `${path}.${process.pid}`;
    try {
      const fd = openSync(own, 'wx', 0o600);
      try {
        writeAll(fd, lane, results);
      } finally {
        closeSync(fd);
      }
      linkSync(own, path);
      return true;
    } catch {
      return false;
    } finally {
      remove(own);
    }
  }

  keptOf(task: number): Kept | undefined {
    return this.#tasks[task];
  }

  /** The value of a task, in a box; undefined where it is not kept. */
  valueOf(task: number): { readonly value: unknown } | undefined {
    const { from = 0, bytes = 0 } = this.#tasks[task] ?? {};
    if (bytes === 0) return undefined;
    try {
      const { deserialize } = process.getBuiltinModule('node:v8');
      return { value: deserialize(read(this.#fd, from, bytes)) };
    } catch {
      return undefined;
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

/** A task may have taken the right to do so from its own process. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It goes with its folder.
  }
}

function writeAll(fd: number, lane: string, results: Iterable<Result>): void {
  const tasks: Record<number, Place> = {};
  let from = 0;
  for (const [task, { digest, preview }, value] of results) {
    const written = from < mostBytes ? bytesOf(value) : undefined;
    if (written !== undefined) writeWhole(fd, written);
    const bytes = written?.byteLength ?? 0;
    const isLarge = written !== undefined && bytes >= glancedBytes;
    tasks[task] = { digest, preview, from, bytes, ...(isLarge && { likenesses: likenessesIn(written) }) };
    from += bytes;
  }
  writeWhole(fd, Buffer.from(JSON.stringify({ lane, tasks } satisfies Index)));
  writeWhole(fd, Buffer.from(String(from).padStart(trailerBytes), 'latin1'));
}

/** Undefined for a value that cannot be written. */
function bytesOf(value: unknown): Buffer | undefined {
  try {
    return process.getBuiltinModule('node:v8').serialize(value);
  } catch {
    return undefined;
  }
}

function writeWhole(fd: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.byteLength; ) written += writeSync(fd, bytes, written);
}

function read(fd: number, from: number, bytes: number): Buffer {
  const buffer = Buffer.allocUnsafe(bytes);
  for (let got = 0; got < bytes; ) {
    const more = readSync(fd, buffer, got, bytes - got, from + got);
    if (more === 0) throw new RangeError('the file is shorter than it says');
    got += more;
  }
  return buffer;
}
