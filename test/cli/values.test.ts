import { expect, test } from 'vitest';
import { wholeNumber, words } from '../../src/cli/values.ts';

const bounds = { least: 1, most: 1e12 };

test.each([
  ['4', 4],
  ['1e7', 10_000_000],
  ['1E+7', 10_000_000],
  ['1.5e3', 1_500],
  ['10_000_000', 10_000_000],
])('reads %s as %i', (given, value) => {
  expect(wholeNumber('--size', given, bounds)).toBe(value);
});

test.each(['', '1.5', '-1', '0', '0x10', 'Infinity', 'NaN', '1e99', ' 4', '4 ', '_4', '1e-3'])(
  'refuses %j',
  (given) => {
    expect(() => wholeNumber('--size', given, bounds)).toThrow(/--size: got .*; accepted: a whole number from 1 to/);
  },
);

test('reads each word of a list once', () => {
  expect(words('--models', 'b, a,b', ['a', 'b'])).toEqual(['b', 'a']);
});
