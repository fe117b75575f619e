import { tokenOf } from './digest.ts';
import { bytesOf, errorText, kindOf, pathText, sortedNames, viewName } from './kind.ts';
import { shortText } from './text.ts';

/** The first place at which two values differ. */
export interface Difference {
  /** For example `.sizes[3]`; empty for the values themselves. */
  readonly where: string;
  /** What stands there, as short texts. */
  readonly own: string;
  readonly other: string;
}

/** So much of a long text is shown before the character that differs. */
const textBefore = 20;
const nothing = 'nothing';

/** Finds the first difference of two values; undefined where it finds none, or they cannot be looked at. */
export function differenceOf(own: unknown, other: unknown): Difference | undefined {
  try {
    return new Search().between(own, other);
  } catch {
    return undefined;
  }
}

class Search {
  readonly #path: (string | number)[] = [];
  /** The objects that the search is inside of, with those that they were compared with. */
  readonly #inside = new Map<object, object>();

  between(own: unknown, other: unknown): Difference | undefined {
    if (Object.is(own, other)) return undefined;
    const kind = kindOf(own);
    if (kind !== kindOf(other)) return this.#here(shortText(own).text, shortText(other).text);
    if (typeof own === 'string') return this.#texts(own, other as string);
    if (typeof own !== 'object' || own === null) return this.#here(shortText(own).text, shortText(other).text);
    if (this.#inside.has(own)) return undefined;
    this.#inside.set(own, other as object);
    const found = this.#objects(own, other as object);
    this.#inside.delete(own);
    return found;
  }

  #objects(own: object, other: object): Difference | undefined {
    switch (kindOf(own)) {
      case 'array':
        return this.#arrays(own as unknown[], other as unknown[]);
      case 'object':
        return this.#members(own, other, namesOf(own, other));
      case 'map':
        return this.#maps(own as ReadonlyMap<unknown, unknown>, other as ReadonlyMap<unknown, unknown>);
      case 'set':
        return this.#sets(own as ReadonlySet<unknown>, other as ReadonlySet<unknown>);
      case 'view':
        return this.#views(own as ArrayBufferView, other as ArrayBufferView);
      case 'buffer':
        return this.#elements(bytesOf(own as ArrayBuffer), bytesOf(other as ArrayBuffer));
      case 'error':
        return this.#unless(errorText(own as Error), errorText(other as Error));
      default:
        return this.#unless(shortText(own).text, shortText(other).text);
    }
  }

  #here(own: string, other: string): Difference {
    return { where: pathText(this.#path), own, other };
  }

  #unless(own: string, other: string): Difference | undefined {
    return own === other ? undefined : this.#here(own, other);
  }

  #at(place: string | number, search: () => Difference | undefined): Difference | undefined {
    this.#path.push(place);
    const found = search();
    this.#path.pop();
    return found;
  }

  #texts(own: string, other: string): Difference {
    let index = 0;
    while (own[index] === other[index]) index += 1;
    const from = Math.max(0, index - textBefore);
    const shown = (text: string) => `${from > 0 ? '…' : ''}${shortText(text.slice(from)).text}`;
    return this.#here(shown(own).slice(0, 200), shown(other).slice(0, 200));
  }

  #arrays(own: readonly unknown[], other: readonly unknown[]): Difference | undefined {
    const most = Math.min(own.length, other.length);
    for (let index = 0; index < most; index += 1) {
      if (Object.is(own[index], other[index]) && own[index] !== undefined) continue;
      const found = this.#at(index, () => this.#member(own, other, index));
      if (found !== undefined) return found;
    }
    if (own.length !== other.length) return this.#lengths(own.length, other.length);
    const names = namesOf(own, other).filter((name) => !/^\d+$/.test(name));
    return names.length === 0 ? undefined : this.#members(own, other, names);
  }

  #lengths(own: number, other: number): Difference | undefined {
    return this.#at('length', () => this.#unless(String(own), String(other)));
  }

  #members(own: object, other: object, names: readonly string[]): Difference | undefined {
    for (const name of names) {
      const found = this.#at(name, () => this.#member(own, other, name));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #member(own: object, other: object, name: string | number): Difference | undefined {
    const [mine, theirs] = [own, other] as Record<string | number, unknown>[];
    const [isMine, isTheirs] = [Object.hasOwn(own, name), Object.hasOwn(other, name)];
    if (isMine && isTheirs) return this.between(mine?.[name], theirs?.[name]);
    const text = (is: boolean, value: unknown) => (is ? shortText(value).text : nothing);
    return this.#unless(text(isMine, mine?.[name]), text(isTheirs, theirs?.[name]));
  }

  #maps(own: ReadonlyMap<unknown, unknown>, other: ReadonlyMap<unknown, unknown>): Difference | undefined {
    for (const [key, value] of own) {
      if (isObject(key)) continue;
      const isTheirs = other.has(key);
      const found = this.#at(keyText(key), () =>
        isTheirs ? this.between(value, other.get(key)) : this.#here(shortText(value).text, nothing),
      );
      if (found !== undefined) return found;
    }
    for (const [key, value] of other) {
      if (isObject(key) || own.has(key)) continue;
      return this.#at(keyText(key), () => this.#here(nothing, shortText(value).text));
    }
    return this.#entries(own, other);
  }

  /** Those with keys that are objects, of which several may be equal. */
  #entries(own: ReadonlyMap<unknown, unknown>, other: ReadonlyMap<unknown, unknown>): Difference | undefined {
    const entries = (of: ReadonlyMap<unknown, unknown>) => Array.from(of).filter(([key]) => isObject(key));
    const [mine, theirs] = unmatched(entries(own), entries(other));
    if (mine === undefined && theirs === undefined) return undefined;
    if (mine !== undefined && theirs !== undefined && tokenOf(mine[0]) === tokenOf(theirs[0])) {
      return this.#at(keyText(mine[0]), () => this.between(mine[1], theirs[1]));
    }
    return this.#at('an entry', () => this.#here(textOr(mine), textOr(theirs)));
  }

  #sets(own: ReadonlySet<unknown>, other: ReadonlySet<unknown>): Difference | undefined {
    const boxed = (of: ReadonlySet<unknown>) => Array.from(of, (member) => [member]);
    const [mine, theirs] = unmatched(boxed(own), boxed(other));
    if (mine === undefined && theirs === undefined) return undefined;
    const text = (box: readonly unknown[] | undefined) => (box === undefined ? nothing : shortText(box[0]).text);
    return this.#at('a member', () => this.#here(text(mine), text(theirs)));
  }

  #views(own: ArrayBufferView, other: ArrayBufferView): Difference | undefined {
    const [type, otherType] = [viewName(own), viewName(other)];
    if (type !== otherType) return this.#here(type, otherType);
    const elements = (view: ArrayBufferView) => ('length' in view ? (view as Uint8Array) : bytesOf(view));
    return this.#elements(elements(own), elements(other));
  }

  #elements(own: Uint8Array, other: Uint8Array): Difference | undefined {
    const most = Math.min(own.length, other.length);
    for (let index = 0; index < most; index += 1) {
      if (!Object.is(own[index], other[index])) {
        return this.#at(index, () => this.#here(shortText(own[index]).text, shortText(other[index]).text));
      }
    }
    return own.length === other.length ? undefined : this.#lengths(own.length, other.length);
  }
}

/** The names of both, in their code units' order. */
function namesOf(own: object, other: object): string[] {
  const names = sortedNames(own);
  const has = new Set(names);
  const others = sortedNames(other).filter((name) => !has.has(name));
  return others.length === 0 ? names : [...names, ...others].sort();
}

type Box = readonly unknown[];

/** The first of each that the other has not, or not as often. */
function unmatched(own: readonly Box[], other: readonly Box[]): [Box | undefined, Box | undefined] {
  return [firstWithout(own, other), firstWithout(other, own)];
}

function firstWithout(some: readonly Box[], others: readonly Box[]): Box | undefined {
  const counts = new Map<string, number>();
  for (const token of others.map((box) => tokenOf(box))) counts.set(token, (counts.get(token) ?? 0) + 1);
  return some.find((box) => {
    const token = tokenOf(box);
    const left = (counts.get(token) ?? 0) - 1;
    counts.set(token, left);
    return left < 0;
  });
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function keyText(key: unknown): string {
  return `key ${shortText(key).text}`;
}

function textOr(value: unknown): string {
  return value === undefined ? nothing : shortText(value).text;
}
