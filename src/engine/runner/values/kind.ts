import { types } from 'node:util';

/** What a value is, where it matters to whether it can be passed, and to when two of it are equal. */
export type Kind =
  | 'undefined'
  | 'null'
  | 'boolean'
  | 'number'
  | 'string'
  | 'bigint'
  | 'array'
  | 'object'
  | 'map'
  | 'set'
  | 'date'
  | 'regexp'
  | 'error'
  /** A typed array, a Buffer or a DataView. */
  | 'view'
  | 'buffer'
  /** `new Number(1)` and the like. */
  | 'boxed'
  /** What no copy can be made of. */
  | 'opaque';

/**
 * The kind of a value, by what it is inside, as structured clone tells kinds apart: an instance of a
 * class is an object like any other. Runs no code of the value's own.
 */
export function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (typeof value === 'object') return kindOfObject(value);
  const type = typeof value;
  return type === 'function' || type === 'symbol' || type === 'object' ? 'opaque' : type;
}

const tests: readonly (readonly [Kind, (value: object) => boolean])[] = [
  ['map', types.isMap],
  ['set', types.isSet],
  ['date', types.isDate],
  ['view', ArrayBuffer.isView],
  ['buffer', types.isAnyArrayBuffer],
  ['error', types.isNativeError],
  ['regexp', types.isRegExp],
  ['boxed', types.isBoxedPrimitive],
  ['opaque', isOpaque],
];

function kindOfObject(value: object): Kind {
  if (types.isProxy(value)) return 'opaque';
  if (Array.isArray(value)) return 'array';
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return 'object';
  return tests.find(([, is]) => is(value))?.[0] ?? 'object';
}

function isOpaque(value: object): boolean {
  return (
    types.isPromise(value) ||
    types.isWeakMap(value) ||
    types.isWeakSet(value) ||
    value instanceof WeakRef ||
    types.isGeneratorObject(value) ||
    types.isMapIterator(value) ||
    types.isSetIterator(value) ||
    types.isModuleNamespaceObject(value)
  );
}

/** What an opaque value is called in a sentence: `a function`, `a Promise`. */
export function opaqueName(value: unknown): string {
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (types.isProxy(value)) return 'a Proxy';
  const name = Object.prototype.toString.call(value).slice('[object '.length, -1);
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** The name of a typed array's type; that of a Buffer is `Uint8Array`, as which it arrives. */
export function viewName(view: ArrayBufferView): string {
  const found = Reflect.get(typedArray, Symbol.toStringTag, view) as string | undefined;
  return found ?? 'DataView';
}

const typedArray = Object.getPrototypeOf(Uint8Array.prototype) as object;

/** The bytes of a view or a buffer, not copied. */
export function bytesOf(value: ArrayBufferView | ArrayBufferLike): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return new Uint8Array(value);
}

const standardErrors = new Set(['EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError']);

/** What a clone has of an error: the name of a standard one, and the message. */
export function errorText({ name, message }: Error): string {
  return `${standardErrors.has(name) ? name : 'Error'}: ${message}`;
}

/** Own enumerable names, in their code units' order. */
export function sortedNames(value: object): string[] {
  return Object.keys(value).sort();
}

const pathCharacters = 200;

/** A place in a value: `.name`, `["other name"]`, `[3]`, one after the other; cut where it gets long. */
export function pathText(path: readonly (string | number)[]): string {
  let text = '';
  for (const place of path) {
    text += stepText(place);
    if (text.length > pathCharacters) return `${text.slice(0, pathCharacters)}…`;
  }
  return text;
}

function stepText(place: string | number): string {
  if (typeof place === 'number') return `[${place}]`;
  return /^[A-Za-z_$][\w$]*$/.test(place) ? `.${place}` : `[${JSON.stringify(place.slice(0, pathCharacters))}]`;
}
