import { defined } from '../defined.ts';
import type { RunRequest } from '../protocol/request.ts';
import type { EventOf, ResultDifference, ResultDigest } from '../protocol.ts';
import { canonicalJson } from './canonical.ts';
import type { Emitter } from './emitter.ts';
import { failureOf } from './failure.ts';
import type { SameResult } from './load-work.ts';
import { settled } from './settled.ts';
import { differenceOf } from './values/difference.ts';
import { digestOf, NotComparable } from './values/digest.ts';
import { likenessOf } from './values/likeness.ts';
import { type Kept, Reference } from './values/reference.ts';
import { sizeOf } from './values/size.ts';
import { shortText, start, textCharacters } from './values/text.ts';

/** The digest of a result that the user wants not to be compared. */
const notCompared = 'not compared';

/** A result as the runner has it. */
interface Had {
  /** When, µs since the epoch. */
  readonly at: number;
  readonly value: unknown;
}

type TaskResult = EventOf<'task-result'>;

/** How results are told. */
export interface ResultsOptions {
  readonly request: RunRequest;
  readonly emitter: Emitter;
  /** Of the user's own work: how two results are compared, where that is not left to lanes. */
  readonly sameResult: SameResult | undefined;
  /** Whether they came from another thread or process, which takes bytes. */
  readonly arePassed: boolean;
}

/**
 * The results of a run, kept whole while it goes on. What can be told of them, and whether they are
 * those of other runs, is found out when its clock has stopped.
 */
export class Results {
  readonly #options: ResultsOptions;
  readonly #had = new Map<number, Had>();
  #areTold = false;

  constructor(options: ResultsOptions) {
    this.#options = options;
  }

  /** Takes the result of a task, which the runner has since `at`. */
  take(task: number, at: number, value: unknown): void {
    this.#had.set(task, { at, value });
  }

  /** Tells all results, compared with those of the session's first run that had all. */
  async tell(): Promise<void> {
    this.#areTold = true;
    const found = this.#found();
    const digests = new Map(
      Array.from(this.#had, ([task, { value }]) => [task, this.#atAGlance(task, found) ?? this.#digest(value)]),
    );
    const reference = found ?? this.#left(digests);
    const events: TaskResult[] = [];
    for (const [task, own] of digests) {
      const kept = reference?.keptOf(task);
      const isAlike = reference === undefined || kept === undefined || kept.digest === own.digest;
      events.push(isAlike ? this.#event(task, own) : await this.#other(task, own, kept, reference));
    }
    reference?.close();
    this.#options.emitter.write(events);
  }

  /** Tells as many results as it can within `ms`, uncompared: those of a run that ends before it should. */
  tellAtOnce(ms: number): void {
    if (this.#areTold) return;
    this.#areTold = true;
    const until = performance.now() + ms;
    for (const [task, { value }] of this.#had) {
      if (performance.now() > until) return;
      this.#options.emitter.write([this.#event(task, this.#digest(value))]);
    }
  }

  #digest(value: unknown): ResultDigest {
    const { request, sameResult } = this.#options;
    if (sameResult === false) return { preview: shortText(value).text, digest: notCompared };
    const json = request.work === undefined ? jsonDigest(value) : undefined;
    return json ?? valueDigest(value);
  }

  /** What another run has left to compare with. */
  #found(): Reference | undefined {
    const { request, sameResult } = this.#options;
    return request.reference === undefined || sameResult === false ? undefined : Reference.open(request.reference);
  }

  /** The digest of a result that is the same, to the byte, as that of the reference. */
  #atAGlance(task: number, reference: Reference | undefined): ResultDigest | undefined {
    const { digest, preview, likenesses = [] } = reference?.keptOf(task) ?? {};
    if (digest === undefined || preview === undefined || likenesses.length === 0) return undefined;
    const own = likenessOf(this.#had.get(task)?.value);
    return own !== undefined && likenesses.includes(own) ? { preview, digest } : undefined;
  }

  /** A run that is the first to have all results leaves them for the others; gives what one has left that was quicker. */
  #left(digests: ReadonlyMap<number, ResultDigest>): Reference | undefined {
    const { request, sameResult } = this.#options;
    const { reference: path, lane, tasks } = request;
    if (path === undefined || sameResult === false || digests.size < tasks.length) return undefined;
    const results = Array.from(digests, ([task, kept]) => [task, kept, this.#had.get(task)?.value] as const);
    return Reference.write(path, lane, results) ? undefined : Reference.open(path);
  }

  /** Of a result of which the digest is another than that of the reference. */
  async #other(task: number, own: ResultDigest, kept: Kept, reference: Reference): Promise<TaskResult> {
    const value = this.#had.get(task)?.value;
    const other = reference.valueOf(task);
    if (other !== undefined && (await this.#isSame(task, value, other.value))) {
      return this.#event(task, { ...own, digest: kept.digest });
    }
    const found = other && differenceOf(value, other.value);
    const place = found ?? { where: '', own: own.preview, other: kept.preview };
    return this.#event(task, own, { lane: reference.lane, ...place });
  }

  async #isSame(task: number, own: unknown, other: unknown): Promise<boolean> {
    const { sameResult, emitter } = this.#options;
    if (typeof sameResult !== 'function') return false;
    try {
      return Boolean(await settled(sameResult(own, other)));
    } catch (error) {
      const { name, message } = failureOf(error);
      emitter.emit({ type: 'output', stream: 'stderr', text: `sameResult threw at task ${task}: ${name}: ${message}` });
      return false;
    }
  }

  #event(task: number, result: ResultDigest, differs?: ResultDifference): TaskResult {
    const { at, value } = this.#had.get(task) as Had;
    const bytes = this.#options.arePassed ? sizeOf(value) : undefined;
    return { type: 'task-result', at, task, result, ...defined({ bytes, differs }) };
  }
}

/** A result of lanes' own tasks, which is the same text in every runtime; undefined where it is no JSON. */
function jsonDigest(value: unknown): ResultDigest | undefined {
  try {
    const text = canonicalJson(value);
    if (text.length <= textCharacters) return { preview: text, digest: text };
    const { createHash } = process.getBuiltinModule('node:crypto');
    return { preview: start(text), digest: createHash('sha256').update(text).digest('hex').slice(0, 16) };
  } catch {
    return undefined;
  }
}

/** A short result is its own digest. */
function valueDigest(value: unknown): ResultDigest {
  const { text: preview, isExact } = shortText(value);
  if (isExact) return { preview, digest: preview };
  try {
    return { preview, digest: digestOf(value) };
  } catch (error) {
    if (!(error instanceof NotComparable)) throw error;
    return { preview, digest: start(`cannot be compared: ${error.message}`) };
  }
}
