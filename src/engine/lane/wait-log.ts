import type { WaitKind } from '../protocol.ts';

/** A span in which a task waited; µs since the run's epoch, and its length in µs. */
export interface WaitSpan {
  readonly worker: string;
  readonly task: number;
  readonly kind: WaitKind;
  readonly at: number;
  readonly us: number;
}

const chunkSpans = 256;
const maxSpans = 20_000;

/**
 * The first 20,000 waits of a lane as spans, the rest as sums: which waits of a worker overlap
 * can only be told from spans, but a run may wait more often than there is memory for.
 * Immutable: appending shares all but the last chunk with the log it came from.
 */
export class WaitLog {
  static readonly empty = new WaitLog([], 0, new Map());

  readonly #chunks: readonly (readonly WaitSpan[])[];
  readonly #kept: number;
  /** Of each worker, the µs of the waits that are not kept, by kind. */
  readonly beyond: ReadonlyMap<string, Partial<Readonly<Record<WaitKind, number>>>>;

  private constructor(chunks: readonly (readonly WaitSpan[])[], kept: number, beyond: WaitLog['beyond']) {
    this.#chunks = chunks;
    this.#kept = kept;
    this.beyond = beyond;
  }

  get spans(): readonly WaitSpan[] {
    return this.#chunks.flat();
  }

  append(spans: readonly WaitSpan[]): WaitLog {
    if (spans.length === 0) return this;
    const kept = spans.slice(0, Math.max(0, maxSpans - this.#kept));
    const chunks = this.#chunks.slice();
    let open = chunks.pop()?.slice() ?? [];
    for (const span of kept) {
      if (open.length === chunkSpans) {
        chunks.push(open);
        open = [];
      }
      open.push(span);
    }
    if (open.length > 0) chunks.push(open);
    const beyond = kept.length === spans.length ? this.beyond : addTo(this.beyond, spans.slice(kept.length));
    return new WaitLog(chunks, this.#kept + kept.length, beyond);
  }
}

function addTo(sums: WaitLog['beyond'], spans: readonly WaitSpan[]): WaitLog['beyond'] {
  const added = new Map(sums);
  for (const { worker, kind, us } of spans) {
    const sum = added.get(worker) ?? {};
    added.set(worker, { ...sum, [kind]: (sum[kind] ?? 0) + us });
  }
  return added;
}
