import { bytesOf, kindOf } from './kind.ts';

/** A value with more parts than this is not measured: that would take longer than it is worth. */
const mostParts = 10_000;
const numberBytes = 8;

/**
 * About how many bytes a value takes on its way to another thread or process: its texts, bytes and
 * numbers, without what is written around them. Undefined where that takes long to say, or it
 * cannot be looked at.
 */
export function sizeOf(value: unknown): number | undefined {
  const seen = new Set<object>();
  const left = [value];
  let bytes = 0;
  try {
    for (let parts = 0; left.length > 0; parts += 1) {
      if (parts + left.length > mostParts) return undefined;
      const part = left.pop();
      const isRepeated = typeof part === 'object' && part !== null && seen.has(part);
      if (isRepeated) continue;
      if (typeof part === 'object' && part !== null) seen.add(part);
      bytes += ownBytes(part, left);
    }
    return bytes;
  } catch {
    return undefined;
  }
}

/** Of the value alone; what lies in it is added to `left`. */
function ownBytes(value: unknown, left: unknown[]): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? numberBytes : 1;
  switch (kindOf(value)) {
    case 'view':
    case 'buffer':
      return bytesOf(value as ArrayBufferView | ArrayBuffer).byteLength;
    case 'map':
      for (const [key, inner] of value as ReadonlyMap<unknown, unknown>) left.push(key, inner);
      return 0;
    case 'set':
      left.push(...(value as ReadonlySet<unknown>));
      return 0;
    case 'array':
    case 'object':
      if (Array.isArray(value) && value.length > mostParts) throw new RangeError('too much');
      left.push(...Object.values(value));
      return namesBytes(value);
    default:
      return numberBytes;
  }
}

function namesBytes(value: object): number {
  return Array.isArray(value) ? 0 : Object.keys(value).reduce((sum, name) => sum + name.length, 0);
}
