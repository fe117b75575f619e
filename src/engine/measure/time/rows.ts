import type { Span } from './waits.ts';

/**
 * Puts spans one below another where they overlap: each of them, in the order of their begin, into the
 * first row in which the one before has ended.
 */
export function inRows<S extends Span>(inOrder: readonly S[]): S[][] {
  const rows: S[][] = [];
  const free = new Heap<number>((row) => row);
  const busy = new Heap<{ readonly row: number; readonly to: number }>(({ to }) => to);
  for (const span of inOrder) {
    while ((busy.least?.to ?? Number.POSITIVE_INFINITY) <= span.from) free.push(busy.pop()?.row ?? 0);
    const row = free.pop() ?? rows.length;
    const spans = rows[row] ?? [];
    spans.push(span);
    rows[row] = spans;
    busy.push({ row, to: span.to });
  }
  return rows;
}

/** A binary heap: gives the item of the least key first. */
class Heap<T> {
  readonly #items: T[] = [];
  readonly #keyOf: (item: T) => number;

  constructor(keyOf: (item: T) => number) {
    this.#keyOf = keyOf;
  }

  get least(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    let place = this.#items.length;
    this.#items.push(item);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#isBefore(place, parent)) return;
      this.#swap(place, parent);
      place = parent;
    }
  }

  pop(): T | undefined {
    this.#swap(0, this.#items.length - 1);
    const least = this.#items.pop();
    let place = 0;
    for (;;) {
      const child = 2 * place + (this.#isBefore(2 * place + 2, 2 * place + 1) ? 2 : 1);
      if (!this.#isBefore(child, place)) return least;
      this.#swap(child, place);
      place = child;
    }
  }

  /** False where there is nothing at the first place. */
  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#items[one], this.#items[other]];
    return a !== undefined && b !== undefined && this.#keyOf(a) < this.#keyOf(b);
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#items[one], this.#items[other]];
    if (a === undefined || b === undefined) return;
    this.#items[one] = b;
    this.#items[other] = a;
  }
}
