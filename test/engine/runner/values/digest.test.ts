import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf } from '../../../../src/engine/runner/values/difference.ts';
import { digestOf } from '../../../../src/engine/runner/values/digest.ts';

const leaf = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom(undefined, null, true, false, Number.NaN, -0, 0, '\ud83d'),
  fc.date({ noInvalidDate: false }),
  fc.uint8Array({ maxLength: 4 }),
  fc.float64Array({ maxLength: 3 }),
);
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.sparseArray(tie('value'), { maxNumElements: 3 }),
    fc.dictionary(fc.string({ maxLength: 3 }), tie('value'), { maxKeys: 4 }),
    fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(tie('value'), { maxLength: 3 }).map((members) => new Set(members)),
  ),
}));

test('a copy has the digest of its original, however it was made', () => {
  fc.assert(
    fc.property(anyValue, (value) => {
      expect(digestOf(structuredClone(value))).toBe(digestOf(value));
      expect(digestOf(deserialize(serialize(value)))).toBe(digestOf(value));
      expect(differenceOf(structuredClone(value), value)).toBeUndefined();
    }),
    { numRuns: 2_000 },
  );
});

test('two values have one digest exactly where no difference is found between them', () => {
  fc.assert(
    fc.property(anyValue, anyValue, (a, b) => {
      expect(digestOf(a) === digestOf(b)).toBe(differenceOf(a, b) === undefined);
    }),
    { numRuns: 3_000 },
  );
});

describe('values that are equal', () => {
  class Point {
    readonly x = 1;
    readonly y = 2;
  }
  const shared = { a: 1 };
  test.each([
    ['members in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['an instance and its clone', new Point(), { x: 1, y: 2 }],
    [
      'a Map in another order',
      new Map<unknown, unknown>([
        ['a', 1],
        [{ k: 1 }, 2],
      ]),
      new Map<unknown, unknown>([
        [{ k: 1 }, 2],
        ['a', 1],
      ]),
    ],
    ['a Set in another order', new Set([1, { a: [2] }]), new Set([{ a: [2] }, 1])],
    ['a Buffer and the bytes as which it arrives', Buffer.from([1, 2]), new Uint8Array([1, 2])],
    ['an object that is there twice, and two that are equal', [shared, shared], [{ a: 1 }, { a: 1 }]],
    ['an error and its clone', Object.assign(new RangeError('x'), { code: 1 }), new RangeError('x')],
  ])('have one digest: %s', (_, a, b) => {
    expect(digestOf(a)).toBe(digestOf(b));
    expect(differenceOf(a, b)).toBeUndefined();
  });
});

describe('values that differ', () => {
  test.each([
    [0, -0, '', '0', '-0'],
    [1, '1', '', '1', '"1"'],
    [{ a: undefined }, {}, '.a', 'undefined', 'nothing'],
    [[undefined], new Array(1), '[0]', 'undefined', 'nothing'],
    [{ a: [{ 'b c': 1 }] }, { a: [{ 'b c': 2 }] }, '.a[0]["b c"]', '1', '2'],
    [[1, 2], [1, 2, 3], '.length', '2', '3'],
    [new Map([['a', 1]]), new Map([['a', 2]]), '["key \\"a\\""]', '1', '2'],
    [new Set([1, 2]), new Set([1, 3]), '["a member"]', '2', '3'],
    [new Uint8Array([1, 2]), new Uint8Array([1, 3]), '[1]', '2', '3'],
    [new Uint8Array(1), new Int8Array(1), '', 'Uint8Array', 'Int8Array'],
    [new Date(0), new Date(1), '', 'Date(1970-01-01T00:00:00.000Z)', 'Date(1970-01-01T00:00:00.001Z)'],
    [/a/g, /a/i, '', '/a/g', '/a/i'],
    [new TypeError('a'), new RangeError('a'), '', 'TypeError: a', 'RangeError: a'],
    [1n, 1, '', '1n', '1'],
    [new Date(Number.NaN), null, '', 'Date(invalid)', 'null'],
    [`${'x'.repeat(50)}a`, `${'x'.repeat(50)}b`, '', `…"${'x'.repeat(20)}a"`, `…"${'x'.repeat(20)}b"`],
  ])('%o and %o have two, and a place', (own, other, where, ownText, otherText) => {
    expect(digestOf(own)).not.toBe(digestOf(other));
    expect(differenceOf(own, other)).toEqual({ where, own: ownText, other: otherText });
  });
});

test('a value that has itself in it has a digest', () => {
  const cyclic = (name: string): object => {
    const value: Record<string, unknown> = { name, list: [] };
    (value['list'] as unknown[]).push(value, new Set([value]));
    return value;
  };
  expect(digestOf(cyclic('a'))).toBe(digestOf(structuredClone(cyclic('a'))));
  expect(digestOf(cyclic('a'))).not.toBe(digestOf(cyclic('b')));
  expect(differenceOf(cyclic('a'), cyclic('b'))).toBeDefined();
});

describe('what cannot be compared is told with its place', () => {
  let deep: unknown[] = [];
  for (let depth = 0; depth < 100_000; depth += 1) deep = [deep];
  test.each<[unknown, RegExp]>([
    [() => 1, /^it is a function$/],
    [{ a: [Symbol('x')] }, /^\.a\[0\] is a symbol$/],
    [{ a: new Proxy({}, {}) }, /^\.a is a Proxy$/],
    [[Promise.resolve()], /^\[0\] is a Promise$/],
    [new Map([['a', new WeakMap()]]), /is a WeakMap$/],
    [
      {
        get a(): never {
          throw new Error('no');
        },
      },
      /it throws when it is looked at/,
    ],
    [deep, /nested too deeply/],
  ])('%#', (value, reason) => {
    expect(() => digestOf(value)).toThrow(reason);
    expect(() => differenceOf(value, structuredClone(1))).not.toThrow();
  });
});

test('an array of a length that nothing has room for is no matter of its length', () => {
  const sparse: number[] = [];
  sparse[4_000_000_000] = 1;
  const other: number[] = [];
  other[3_999_999_999] = 1;
  expect(digestOf(sparse)).toBe(digestOf(structuredClone(sparse)));
  expect(digestOf(sparse)).not.toBe(digestOf(other));
});
