/**
 * A value as JSON that is the same text for equal values, whatever the runtime that writes it: numbers
 * and texts as ECMAScript writes them (a number that is none as null), members in the order that it gives
 * to sorted names, those that are array indices first (JSON Canonicalization Scheme, RFC 8785, but for
 * that order). `canonical.py` does the same. Throws for what has no JSON.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner: unknown) => sorted(inner)) ?? 'null';
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(byName));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
