import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../../../src/engine/runner/canonical.ts';
import { shortText } from '../../../../src/engine/runner/values/text.ts';

test('what is JSON and short is the text that every runtime has for it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { text, isExact } = shortText(value);
      if (isExact) expect(text).toBe(canonicalJson(value));
      expect(text.length).toBeLessThanOrEqual(200);
    }),
    { numRuns: 1_000 },
  );
});

describe('what JSON has no words for', () => {
  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [{ a: Number.NaN, b: -0 }, '{"a":NaN,"b":-0}'],
    [new Map([['a', new Set([1n])]]), 'Map[["a",Set[1n]]]'],
    [new Uint16Array([1, 2]), 'Uint16Array[1,2]'],
    [new Date(0), 'Date(1970-01-01T00:00:00.000Z)'],
    [() => 1, 'a function'],
    [new Error('no'), 'Error: no'],
  ])('%o has a text that is not its digest', (value, text) => {
    expect(shortText(value)).toEqual({ text, isExact: false });
  });
});

test('a value without end has a text', () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const endless = {
    get next(): unknown {
      return endless;
    },
  };
  const throwing = {
    get a(): never {
      throw new Error('no');
    },
  };
  for (const value of [cyclic, endless, throwing, 'x'.repeat(1e6), new Array(1e9)]) {
    const { text, isExact } = shortText(value);
    expect(text.length).toBeLessThanOrEqual(200);
    expect(isExact).toBe(false);
  }
});
