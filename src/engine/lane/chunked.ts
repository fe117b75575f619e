const chunkLength = 128;

type Chunks<T> = readonly (readonly T[])[];

/**
 * A list that never changes. A {@link ChunkedDraft} of it becomes another list, which shares all
 * chunks with it but those that were written to: a batch costs what is in it, not what came before it.
 */
export class Chunked<T> implements Iterable<T> {
  /** All but the last are full. */
  readonly #chunks: Chunks<T>;
  readonly length: number;

  constructor(chunks: Chunks<T> = [], length = 0) {
    this.#chunks = chunks;
    this.length = length;
  }

  /** The item at a place, counted from 0; undefined where there is none. */
  at(place: number): T | undefined {
    return this.#chunks[Math.floor(place / chunkLength)]?.[place % chunkLength];
  }

  /** The items from one place to before another. */
  slice(from: number, to: number): T[] {
    const first = Math.floor(from / chunkLength);
    const items = this.#chunks.slice(first, Math.ceil(to / chunkLength)).flat();
    return items.slice(from - first * chunkLength, to - first * chunkLength);
  }

  map<U>(make: (item: T) => U): U[] {
    return this.#chunks.flatMap((chunk) => chunk.map((item) => make(item)));
  }

  *[Symbol.iterator](): Generator<T, undefined> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  draft(): ChunkedDraft<T> {
    return new ChunkedDraft(this, this.#chunks);
  }
}

/** A list while a batch is written to it. */
class ChunkedDraft<T> {
  readonly #list: Chunked<T>;
  readonly #chunks: Chunks<T>;
  /** Chunks of its own, by their place; the others belong to the list. */
  readonly #own = new Map<number, T[]>();
  #length: number;

  constructor(list: Chunked<T>, chunks: Chunks<T>) {
    this.#list = list;
    this.#chunks = chunks;
    this.#length = list.length;
  }

  get length(): number {
    return this.#length;
  }

  at(place: number): T | undefined {
    const chunk = Math.floor(place / chunkLength);
    return (this.#own.get(chunk) ?? this.#chunks[chunk])?.[place % chunkLength];
  }

  /** Puts an item in the place of one that is there, or after the last one. */
  set(place: number, item: T): void {
    const chunk = Math.floor(place / chunkLength);
    const own = this.#own.get(chunk) ?? this.#chunks[chunk]?.slice() ?? [];
    own[place % chunkLength] = item;
    this.#own.set(chunk, own);
    this.#length = Math.max(this.#length, place + 1);
  }

  /** The list that came of it. The draft is not to be written to any more. */
  done(): Chunked<T> {
    if (this.#own.size === 0) return this.#list;
    const chunks = this.#chunks.slice();
    for (const [place, chunk] of this.#own) chunks[place] = chunk;
    return new Chunked(chunks, this.#length);
  }
}
