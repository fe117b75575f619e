import { expect, test } from 'vitest';
import {
  changeText,
  counted,
  grouped,
  inDecimals,
  inDigits,
  percentText,
  ratioText,
  secondsText,
  shortNumber,
  wholePercent,
  wordedMs,
} from '../../../src/engine/text/numbers.ts';

test('a clock is told to a hundredth of a second, with minutes where there are some', () => {
  expect([0, 1_034, 99_994, 100_000, 754_321].map(secondsText)).toEqual([
    '0.00 s',
    '1.03 s',
    '99.99 s',
    '1m40.00 s',
    '12m34.32 s',
  ]);
});

test('a time is told in the unit that suits it', () => {
  expect([0, 0.099, 0.1, 9.94, 9.95, 99.4, 99.5, 12_340].map(wordedMs)).toEqual([
    '0 µs',
    '99 µs',
    '0.1 ms',
    '9.9 ms',
    '10 ms',
    '99 ms',
    '0.10 s',
    '12.34 s',
  ]);
});

test('a time that no clock has measured has no digits', () => {
  for (const text of [wordedMs, secondsText])
    expect([1e12, 1e308, Infinity].map(text)).toEqual(Array(3).fill('>30 years'));
});

test('a number of more than anything counted here has no digits', () => {
  expect([inDigits(1e300, 2), inDecimals(1e300, 2), counted(Infinity, 'core')]).toEqual([
    '>999,999,999,999',
    '>999,999,999,999',
    '>999,999,999,999 cores',
  ]);
});

test('a ratio that no two runs have has no digits', () => {
  const absurd = { low: 1, high: 1e300 };
  expect([ratioText(1e300, absurd), changeText(1e300), changeText(Infinity)]).toEqual([
    '>999,999× 1.00->999,999',
    '>+999,999',
    '>+999,999',
  ]);
});

test('large numbers are short, or have their thousands parted', () => {
  expect([7, 999, 12_500, 500_000_000, 1e12].map(shortNumber)).toEqual(['7', '999', '12.5k', '500M', '1T']);
  expect([grouped(10_000_000), grouped(1_234.56, 1)]).toEqual(['10,000,000', '1,234.6']);
});

test('what is counted is one or many', () => {
  expect([counted(1, 'core'), counted(1.5, 'core'), counted(2, 'process'), counted(0, 'task')]).toEqual([
    '1 core',
    '1.5 cores',
    '2 processes',
    '0 tasks',
  ]);
});

test('shares and changes are in percent', () => {
  expect([wholePercent(1, 1_000), wholePercent(1, 3), wholePercent(3, 3)]).toEqual(['<1', '33', '100']);
  expect([percentText(0), percentText(0.0012), percentText(0.34)]).toEqual(['0.0 %', '0.12 %', '34.0 %']);
  expect([changeText(1.15), changeText(0.9)]).toEqual(['+15.0', '-10.0']);
  expect([changeText(1), changeText(0.9999), changeText(1.0001)]).toEqual(['0.0', '0.0', '0.0']);
});

test('a ratio has its interval where there is one, and is empty where it is not known', () => {
  expect(ratioText(1.916, { low: 1.85, high: 2.01 })).toBe('1.92× 1.85-2.01');
  expect([ratioText(2, undefined), ratioText(undefined, undefined)]).toEqual(['2.00×', '']);
});
