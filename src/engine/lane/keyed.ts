import { Chunked } from './chunked.ts';

/** Items by their key, in the order in which the keys came. Never changes; see {@link Chunked}. */
export class Keyed<T> implements Iterable<T> {
  readonly #items: Chunked<T>;
  /**
   * Shared by all versions of one history: what is at a place that a version has not is of a later one.
   * A version that is not the newest starts a history of its own when it gets a key.
   */
  readonly #places: Map<string, number>;

  constructor(items: Chunked<T> = new Chunked(), places: Map<string, number> = new Map()) {
    this.#items = items;
    this.#places = places;
  }

  get size(): number {
    return this.#items.length;
  }

  get(key: string): T | undefined {
    const place = this.#places.get(key);
    return place === undefined ? undefined : this.#items.at(place);
  }

  [Symbol.iterator](): Generator<T, undefined> {
    return this.#items[Symbol.iterator]();
  }

  draft(): KeyedDraft<T> {
    return new KeyedDraft(this.#items, this.#places);
  }
}

/** Such items while a batch is written to them. */
class KeyedDraft<T> {
  readonly #items: ReturnType<Chunked<T>['draft']>;
  #places: Map<string, number>;

  constructor(items: Chunked<T>, places: Map<string, number>) {
    this.#items = items.draft();
    this.#places = places;
  }

  get(key: string): T | undefined {
    const place = this.#places.get(key);
    return place === undefined ? undefined : this.#items.at(place);
  }

  set(key: string, item: T): void {
    const { length } = this.#items;
    const known = this.#places.get(key) ?? length;
    if (known >= length) {
      if (this.#places.size > length) this.#places = new Map([...this.#places].slice(0, length));
      this.#places.set(key, length);
    }
    this.#items.set(Math.min(known, length), item);
  }

  done(): Keyed<T> {
    return new Keyed(this.#items.done(), this.#places);
  }
}
