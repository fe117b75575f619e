import { expect, test } from 'vitest';
import { isOfCloning, uncloneable } from '../../../../src/engine/runner/values/uncloneable.ts';

const cyclic: Record<string, unknown> = { name: 'a' };
cyclic['self'] = cyclic;
cyclic['last'] = () => undefined;

test.each<[unknown, string]>([
  [() => 1, 'input 3 is a function'],
  [{ handlers: { onDone: () => 1 } }, 'input 3: .handlers.onDone is a function'],
  [[1, [Symbol('x')]], 'input 3: [1][0] is a symbol'],
  [new Map<unknown, unknown>([['a b', { f: Promise.resolve() }]]), 'input 3: ["key a b"].f is a Promise'],
  [new Set([new WeakSet()]), 'input 3: ["a member"] is a WeakSet'],
  [{ p: new Proxy({}, {}) }, 'input 3: .p is a Proxy'],
  [cyclic, 'input 3: .last is a function'],
])('says where in a value that cannot be passed the reason lies: %#', (value, said) => {
  let error: unknown;
  try {
    structuredClone(value);
  } catch (thrown) {
    error = thrown;
  }
  expect(isOfCloning(error)).toBe(true);
  expect(uncloneable('input 3', value, error).message).toBe(
    `${said}, which cannot be passed to another thread or process`,
  );
});

test('says what was thrown where nothing in the value is to blame', () => {
  const { message } = uncloneable('input 0', { a: 1 }, new RangeError('too much'));
  expect(message).toBe('input 0 cannot be passed to another thread or process: too much');
});

test('a getter that throws is to blame itself', () => {
  const value = {
    get a(): never {
      throw new Error('no');
    },
  };
  expect(uncloneable('input 0', value, new Error('no')).message).toMatch(/^input 0: \.a throws when it is read, which/);
});
