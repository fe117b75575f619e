/** A line that came out of a run. */
export interface OutputLine {
  /** µs since the run's epoch. */
  readonly at: number;
  readonly stream: 'task' | 'stdout' | 'stderr';
  /** Absent where the line cannot be attributed: it came from the run's stdout or stderr. */
  readonly task?: number;
  readonly text: string;
}

const chunkLines = 256;
const maxChunks = 20;
const maxCharacters = 2_000_000;

/**
 * The last lines of a lane, in bounded memory: at most about 5,000 lines and 2 million
 * characters. Immutable: appending shares all but the last chunk with the log it came from.
 */
export class OutputLog {
  static readonly empty = new OutputLog([], 0, 0, 0);

  readonly #chunks: readonly (readonly OutputLine[])[];
  readonly #characters: number;
  /** Lines kept. */
  readonly kept: number;
  /** Lines that ever came, exact. */
  readonly count: number;

  private constructor(chunks: readonly (readonly OutputLine[])[], characters: number, kept: number, count: number) {
    this.#chunks = chunks;
    this.#characters = characters;
    this.kept = kept;
    this.count = count;
  }

  append(lines: readonly OutputLine[]): OutputLog {
    if (lines.length === 0) return this;
    const chunks = this.#chunks.slice();
    let characters = this.#characters;
    let kept = this.kept + lines.length;
    let open = chunks.pop()?.slice() ?? [];
    for (const line of lines) {
      if (open.length === chunkLines) {
        chunks.push(open);
        open = [];
      }
      open.push(line);
      characters += line.text.length;
    }
    chunks.push(open);
    while (chunks.length > 1 && (chunks.length > maxChunks || characters > maxCharacters)) {
      const dropped = chunks.shift() ?? [];
      kept -= dropped.length;
      for (const line of dropped) characters -= line.text.length;
    }
    return new OutputLog(chunks, characters, kept, this.count + lines.length);
  }

  /** Up to `howMany` lines ending `back` lines before the newest, oldest first. */
  tail(howMany: number, back = 0): OutputLine[] {
    const end = Math.max(0, this.kept - back);
    const start = Math.max(0, end - howMany);
    const wanted: OutputLine[] = [];
    let first = 0;
    for (const chunk of this.#chunks) {
      if (first + chunk.length > start && first < end) {
        wanted.push(...chunk.slice(Math.max(0, start - first), end - first));
      }
      first += chunk.length;
    }
    return wanted;
  }
}
