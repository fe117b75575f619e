import { failureOf } from '../failure.ts';
import { kindOf, opaqueName, pathText } from './kind.ts';

/**
 * Says of a value that could not be passed on what in it cannot be, and where: `.handlers.onDone is a
 * function`. To be called when passing it has failed, with the error that it failed with: where no
 * single part is to blame, that is what is said.
 */
export function uncloneable(what: string, value: unknown, error: unknown): Error {
  const { message } = failureOf(error);
  if (/detached|^Cannot transfer/.test(message)) {
    const why = 'it was moved already with another that shares its memory, or its memory is of a pool that others use';
    return refusal(`${what} cannot be moved: ${why} (${message})`);
  }
  try {
    const found = new Search().in(value);
    if (found !== undefined) return refusal(`${what}${found}, which cannot be passed to another thread or process`);
  } catch {
    // A value so deep, or so odd, that it cannot be searched.
  }
  return refusal(`${what} cannot be passed to another thread or process: ${message}`);
}

/** An error that tells of a value, not of a place in lanes' code. */
export function refusal(message: string): Error {
  const error = new Error(message);
  delete error.stack;
  return error;
}

/** Whether an error says that a value cannot be copied: what `postMessage` throws, and what node:v8 does. */
export function isOfCloning(error: unknown): boolean {
  return error instanceof Error && (error.name === 'DataCloneError' || /could not be cloned/.test(error.message));
}

class Search {
  readonly #path: (string | number)[] = [];
  readonly #seen = new Set<object>();

  in(value: unknown): string | undefined {
    const kind = kindOf(value);
    if (kind === 'opaque') return this.#say(`is ${opaqueName(value)}`);
    if (typeof value !== 'object' || value === null || this.#seen.has(value)) return undefined;
    this.#seen.add(value);
    if (kind === 'map') return this.#inMap(value as ReadonlyMap<unknown, unknown>);
    if (kind === 'set')
      return this.#inEach(Array.from(value as ReadonlySet<unknown>, (member) => ['a member', member]));
    if (kind === 'view' || kind === 'error') return this.#whole(value);
    return this.#inMembers(value) ?? this.#whole(value);
  }

  #say(what: string): string {
    const where = pathText(this.#path);
    return where === '' ? ` ${what}` : `: ${where} ${what}`;
  }

  #at(place: string | number, value: unknown): string | undefined {
    this.#path.push(place);
    const found = this.in(value);
    this.#path.pop();
    return found;
  }

  #inEach(parts: Iterable<readonly [string | number, unknown]>): string | undefined {
    for (const [place, value] of parts) {
      const found = this.#at(place, value);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #inMap(value: ReadonlyMap<unknown, unknown>): string | undefined {
    return this.#inEach(
      Array.from(value).flatMap(([key, inner]): [string, unknown][] => [
        ['a key', key],
        [typeof key === 'object' ? 'a value' : `key ${String(key)}`, inner],
      ]),
    );
  }

  #inMembers(value: object): string | undefined {
    const isArray = Array.isArray(value);
    for (const name of Object.keys(value)) {
      const place = isArray && /^\d+$/.test(name) ? Number(name) : name;
      const found = this.#atMember(place, value, name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #atMember(place: string | number, value: object, name: string): string | undefined {
    let inner: unknown;
    try {
      inner = (value as Readonly<Record<string, unknown>>)[name];
    } catch {
      return `: ${pathText([...this.#path, place])} throws when it is read`;
    }
    return this.#at(place, inner);
  }

  /** Of what is no plain object, and has nothing in it that is to blame, a copy is tried. */
  #whole(value: object): string | undefined {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null || Array.isArray(value)) return undefined;
    try {
      structuredClone(value);
      return undefined;
    } catch {
      return this.#say(`is ${opaqueName(value)}`);
    }
  }
}
