import type { WaitKind } from '../../protocol.ts';

/** A span, µs. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A span in which a task waited. */
export interface Wait extends Span {
  readonly kind: WaitKind;
}

/** Where a task, or all tasks of a worker, wait for different things at once, the first of these that any of them waits for. */
export const waitKinds: readonly WaitKind[] = ['output', 'gil', 'io', 'sleep'];

/**
 * The waits of one task in their order, cut to its span, of which none overlaps another: of waits
 * for different things at once the first of {@link waitKinds} is kept, of those for the same thing
 * the one that began first, and the rest of the other one after it.
 */
export function apart(waits: readonly Wait[], { from, to }: Span): Wait[] {
  const inOrder = waits
    .map((wait) => ({ kind: wait.kind, from: Math.max(from, wait.from), to: Math.min(to, wait.to) }))
    .sort((a, b) => a.from - b.from);
  if (areApart(inOrder)) return inOrder;
  let taken: readonly Wait[] = [];
  for (const kind of waitKinds) {
    const own = oneAfterAnother(inOrder.filter((wait) => wait.kind === kind));
    taken = taken.length === 0 ? own : [...taken, ...without(own, taken)].sort((a, b) => a.from - b.from);
  }
  return [...taken];
}

/** As nearly all are. */
function areApart(inOrder: readonly Span[]): boolean {
  return inOrder.every(({ from, to }, place) => to > from && from >= (inOrder[place - 1]?.to ?? from));
}

/** Waits in the order of their begin, each from where those before it end. */
function oneAfterAnother(waits: readonly Wait[]): Wait[] {
  let reached = Number.NEGATIVE_INFINITY;
  return waits.flatMap((wait) => {
    const from = Math.max(reached, wait.from);
    if (wait.to <= from) return [];
    reached = wait.to;
    return [{ kind: wait.kind, from, to: wait.to }];
  });
}

/** What of waits lies in none of `taken`; both in their order, neither with an overlap of its own. */
function without(waits: readonly Wait[], taken: readonly Span[]): Wait[] {
  let next = 0;
  return waits.flatMap((wait) => {
    const pieces: Wait[] = [];
    let { from } = wait;
    while ((taken[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next += 1;
    for (let place = next; ; place += 1) {
      const { from: begin, to: end } = taken[place] ?? { from: wait.to, to: wait.to };
      if (begin > from) pieces.push({ kind: wait.kind, from, to: Math.min(begin, wait.to) });
      from = Math.max(from, end);
      if (from >= wait.to) return pieces;
    }
  });
}
