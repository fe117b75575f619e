import type { Hash } from 'node:crypto';
import { bytesOf, errorText, type Kind, kindOf, opaqueName, pathText, sortedNames, viewName } from './kind.ts';

/** What of a value cannot be compared, with its place. */
export class NotComparable extends Error {}

/** So much is hashed at once; as little as this costs nothing to allocate. */
const chunkBytes = 4_000;
/** What has more values in it than this is not compared: it may share so much of itself that it never ends. */
const mostValues = 50_000_000;
/** Of a longer array the names beside its elements are not looked for: that would take as much room as the array. */
const mostNamed = 65_536;

/**
 * SHA-256 of a value, the first 16 hexadecimal digits: the same for equal values, whatever made them.
 * Equal is what structured clone would make the same: members in any order; Maps and Sets in any
 * order; NaN is NaN, 0 is not -0; bytes by their type; an error by name and message. It is fed a
 * stream that says of each value what it is and how long: no text of the whole is ever made.
 * Throws {@link NotComparable}.
 */
export function digestOf(value: unknown): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  const walk: Walk = { newHash: () => createHash('sha256'), ancestors: new Map(), path: [], left: mostValues };
  try {
    return hashOf(value, walk);
  } catch (error) {
    if (error instanceof NotComparable) throw error;
    // The stack's end, or a getter's own error.
    const why = error instanceof RangeError ? 'it is nested too deeply' : 'it throws when it is looked at';
    throw new NotComparable(why);
  }
}

/** What tells a member of a Set, or a Map's key, from others: texts that can be put in order. */
export function tokenOf(value: unknown, hash: (value: unknown) => string = digestOf): string {
  return typeof value === 'object' && value !== null ? `object ${hash(value)}` : `${typeof value} ${String(value)}`;
}

/** What the digests that one value takes share. */
interface Walk {
  readonly newHash: () => Hash;
  /** The objects that the walk is inside of, with how deep each lies. */
  readonly ancestors: Map<object, number>;
  /** Where it is. */
  readonly path: (string | number)[];
  /** How many values it may still come to. */
  left: number;
}

function hashOf(value: unknown, walk: Walk): string {
  const stream = new Stream(walk);
  stream.write(value);
  return stream.end();
}

class Stream {
  readonly #walk: Walk;
  readonly #hash: Hash;
  #chunk: Buffer | undefined;
  #used = 0;

  constructor(walk: Walk) {
    this.#walk = walk;
    this.#hash = walk.newHash();
  }

  end(): string {
    this.#flush();
    return this.#hash.digest('hex').slice(0, 16);
  }

  write(value: unknown): void {
    this.#walk.left -= 1;
    if (this.#walk.left < 0) throw new NotComparable('there is too much in it');
    if (typeof value === 'number' && !Number.isNaN(value)) this.#number(value);
    else if (typeof value === 'string') this.#text('"', value);
    else if (typeof value === 'object' && value !== null) this.#inside(value);
    else this.#primitive(value);
  }

  #writeAt(place: string | number, value: unknown): void {
    this.#walk.path.push(place);
    this.write(value);
    this.#walk.path.pop();
  }

  #primitive(value: unknown): void {
    const kind = kindOf(value);
    if (kind === 'opaque') this.#refuse(value);
    this.#text(kind, String(value));
  }

  #refuse(value: unknown): never {
    throw new NotComparable(`${pathText(this.#walk.path) || 'it'} is ${opaqueName(value)}`);
  }

  /** Writes an object, or how many steps up it lies where the walk is inside of it already. */
  #inside(value: object): void {
    const { ancestors } = this.#walk;
    const kind = kindOf(value);
    if (kind === 'opaque') this.#refuse(value);
    const depth = ancestors.get(value);
    if (depth !== undefined) {
      this.#text('cycle', String(ancestors.size - depth));
      return;
    }
    ancestors.set(value, ancestors.size);
    this.#object(kind, value);
    ancestors.delete(value);
  }

  #object(kind: Kind, value: object): void {
    switch (kind) {
      case 'array':
        this.#array(value as readonly unknown[]);
        return;
      case 'object':
        this.#members('{', value, sortedNames(value));
        return;
      case 'map':
        this.#map(value as ReadonlyMap<unknown, unknown>);
        return;
      case 'set':
        this.#unordered('set', value as ReadonlySet<unknown>);
        return;
      case 'view':
        this.#bytes(viewName(value as ArrayBufferView), bytesOf(value as ArrayBufferView));
        return;
      case 'buffer':
        this.#bytes('buffer', bytesOf(value as ArrayBuffer));
        return;
      default:
        this.#text(kind, textOf(kind, value));
    }
  }

  /** Elements in their order, a gap by how many there are none of; then what it has beside them. */
  #array(value: readonly unknown[]): void {
    this.#text('[', String(value.length));
    let next = 0;
    for (; next < value.length && isThere(value, next); next += 1) {
      this.#writeAt(next, value[next]);
    }
    const hasGaps = next < value.length;
    if (!hasGaps && value.length > mostNamed) return;
    const names = Object.keys(value);
    if (hasGaps) next = this.#sparse(value, names, next);
    const others = names.filter((name) => !isIndex(name, value.length));
    if (others.length > 0) this.#members('also', value, others.sort());
  }

  #sparse(value: readonly unknown[], names: readonly string[], from: number): number {
    let next = from;
    for (const name of names) {
      const index = Number(name);
      if (!isIndex(name, value.length) || index < from) continue;
      if (index > next) this.#text('gap', String(index - next));
      this.#writeAt(index, value[index]);
      next = index + 1;
    }
    return next;
  }

  #members(tag: string, value: object, names: readonly string[]): void {
    this.#text(tag, String(names.length));
    for (const name of names) {
      this.#text(':', name);
      this.#writeAt(name, (value as Readonly<Record<string, unknown>>)[name]);
    }
  }

  /** What has a key that is no object goes by the key; all else by key and value, since such keys may be equal. */
  #map(value: ReadonlyMap<unknown, unknown>): void {
    const [plain, others]: [[string, unknown][], unknown[]] = [[], []];
    for (const [key, inner] of value) {
      if (typeof key === 'object' && key !== null) others.push([key, inner]);
      else plain.push([this.#token(key), inner]);
    }
    this.#text('map', String(plain.length));
    for (const [token, inner] of plain.sort(([a], [b]) => (a < b ? -1 : 1))) {
      this.#text(':', token);
      this.#writeAt(token, inner);
    }
    this.#unordered('entries', others);
  }

  #unordered(tag: string, values: Iterable<unknown>): void {
    const tokens = Array.from(values, (value) => this.#token(value)).sort();
    this.#text(tag, String(tokens.length));
    for (const token of tokens) this.#text(':', token);
  }

  #token(value: unknown): string {
    if (kindOf(value) === 'opaque') this.#refuse(value);
    return tokenOf(value, (inner) => hashOf(inner, this.#walk));
  }

  #number(value: number): void {
    const chunk = this.#room(9);
    chunk[this.#used] = 35;
    chunk.writeDoubleLE(value, this.#used + 1);
    this.#used += 9;
  }

  /** Tag and length before it: no two sequences of texts are one stream. */
  #text(tag: string, text: string): void {
    const head = `${tag} ${text.length} `;
    const bytes = head.length + text.length * 2;
    if (bytes > chunkBytes) {
      this.#flush();
      this.#hash.update(head, 'latin1').update(text, 'utf16le');
      return;
    }
    const chunk = this.#room(bytes);
    this.#used += chunk.write(head, this.#used, 'latin1');
    this.#used += chunk.write(text, this.#used, 'utf16le');
  }

  #bytes(tag: string, bytes: Uint8Array): void {
    this.#text(tag, String(bytes.byteLength));
    this.#flush();
    this.#hash.update(bytes);
  }

  #room(bytes: number): Buffer {
    if (this.#used + bytes > chunkBytes) this.#flush();
    this.#chunk ??= Buffer.allocUnsafe(chunkBytes);
    return this.#chunk;
  }

  #flush(): void {
    if (this.#chunk !== undefined && this.#used > 0) this.#hash.update(this.#chunk.subarray(0, this.#used));
    this.#used = 0;
  }
}

function textOf(kind: Kind, value: object): string {
  if (kind === 'error') return errorText(value as Error);
  if (kind === 'boxed') return `${Object.prototype.toString.call(value)} ${String(value.valueOf())}`;
  return kind === 'date' ? String(Number(value)) : String(value);
}

function isThere(value: readonly unknown[], index: number): boolean {
  return value[index] !== undefined || index in value;
}

function isIndex(name: string, length: number): boolean {
  const index = Number(name);
  return Number.isInteger(index) && index >= 0 && index < length && String(index) === name;
}
