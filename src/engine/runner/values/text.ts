import { bytesOf, errorText, kindOf, opaqueName, sortedNames, viewName } from './kind.ts';

/** A text of more characters than this is cut. */
export const textCharacters = 200;
/** Of an object with more members than this the first are shown, not the first by their names. */
const mostSorted = 1_000;

/** A value as a short text. */
export interface ShortText {
  /** At most {@link textCharacters} characters, no half of a pair at the end; JSON where it can be. */
  readonly text: string;
  /** All of the value is in it, and the value is one that JSON has: the text tells it from all others. */
  readonly isExact: boolean;
}

/**
 * Writes a value down until the text is long enough. JSON as `canonicalJson` has it, for what JSON
 * has; what it has not in the words of JavaScript. A value that throws when it is looked at has a
 * text too.
 */
export function shortText(value: unknown): ShortText {
  const writer = new Writer();
  try {
    const isWhole = writer.write(value);
    return { text: start(writer.text), isExact: isWhole && writer.isJson && writer.text.length <= textCharacters };
  } catch {
    return { text: start(`${writer.text}… (cannot be looked at)`), isExact: false };
  }
}

/** So many characters at most, and no half of a pair. */
export function start(text: string, most = textCharacters): string {
  const isCut = (text.charCodeAt(most) & 0xfc00) === 0xdc00;
  return text.slice(0, isCut ? most - 1 : most);
}

class Writer {
  text = '';
  isJson = true;

  /** Gives whether all of it was written. */
  write(value: unknown): boolean {
    if (this.text.length > textCharacters) return false;
    switch (kindOf(value)) {
      case 'array':
        return this.#list('[', value as unknown[], ']');
      case 'object':
        return this.#object(value as Readonly<Record<string, unknown>>);
      case 'set':
        return this.#odd('Set') && this.#list('[', value as ReadonlySet<unknown>, ']');
      case 'map':
        return this.#odd('Map') && this.#list('[', value as ReadonlyMap<unknown, unknown>, ']');
      case 'view':
        return this.#view(value as ArrayBufferView);
      case 'string':
        return this.#text(value as string);
      default:
        return this.#single(value);
    }
  }

  #odd(text: string): true {
    this.isJson = false;
    this.text += text;
    return true;
  }

  #single(value: unknown): true {
    if (value === null || typeof value === 'boolean') this.text += String(value);
    else if (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) this.text += String(value);
    else this.#odd(oddText(value));
    return true;
  }

  #text(value: string): boolean {
    const shown = value.slice(0, textCharacters + 1);
    this.text += JSON.stringify(shown);
    return shown.length === value.length;
  }

  #list(open: string, values: Iterable<unknown>, close: string): boolean {
    let isFirst = true;
    this.text += open;
    for (const value of values) {
      if (!isFirst) this.text += ',';
      isFirst = false;
      if (!this.write(value)) return false;
    }
    this.text += close;
    return true;
  }

  #object(value: Readonly<Record<string, unknown>>): boolean {
    const names = Object.keys(value);
    let separator = '{';
    for (const name of names.length <= mostSorted ? jsonOrder(sortedNames(value)) : names) {
      this.text += `${separator}${JSON.stringify(name.slice(0, textCharacters + 1))}:`;
      if (!this.write(value[name])) return false;
      separator = ',';
    }
    this.text += names.length === 0 ? '{}' : '}';
    return true;
  }

  #view(view: ArrayBufferView): boolean {
    this.#odd(viewName(view));
    const elements = ArrayBuffer.isView(view) && 'length' in view ? (view as Uint8Array) : bytesOf(view);
    return this.#list('[', elements.subarray(0, textCharacters), ']') && elements.length <= textCharacters;
  }
}

/** Names that are array indices come first, as ECMAScript has them. */
function jsonOrder(sorted: readonly string[]): string[] {
  return Object.keys(Object.fromEntries(sorted.map((name) => [name, 0])));
}

function oddText(value: unknown): string {
  switch (kindOf(value)) {
    case 'bigint':
      return `${value}n`;
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'date':
      return `Date(${Number.isNaN(Number(value)) ? 'invalid' : (value as Date).toISOString()})`;
    case 'regexp':
      return String(value);
    case 'error':
      return errorText(value as Error);
    case 'buffer':
      return `ArrayBuffer(${(value as ArrayBuffer).byteLength})`;
    case 'boxed':
      return `Object(${String(Object(value).valueOf())})`;
    case 'opaque':
      return opaqueName(value);
    default:
      return 'undefined';
  }
}
