import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/cli/usage-error.ts';
import {
  httpUrl,
  laneNames,
  milliseconds,
  outputFile,
  regularFile,
  wholeNumber,
  workerNumbers,
} from '../../src/cli/values.ts';

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

test.each([
  [1_000, 'from 1 to 1,000, such as 10'],
  [1e6, 'from 1 to 1,000,000, such as 10 or 1e6'],
])('gives examples of whole numbers up to %i that are accepted', (most, range) => {
  expect(() => wholeNumber('--rounds', 'x', { least: 1, most })).toThrow(new RegExp(`${range}$`));
});

test.each(['http:host', 'http:///host/', 'HTTP://HOST:80', ' http://host\\a/.. '])('reads %j as one URL', (given) => {
  expect(httpUrl('--url', given)).toBe('http://host/');
});

test('reads each word of a list once', () => {
  expect(laneNames('--models', 'b, a,b', ['a', 'b'])).toEqual(['b', 'a']);
});

test('reads a number of workers with a model that can have several', () => {
  const accepted = ['sequential', 'threads', 'thread-pool'];
  expect(laneNames('--models', 'thread-pool:4,threads:1', accepted)).toEqual(['thread-pool:4', 'threads:1']);
  expect(() => laneNames('--models', 'sequential:2', accepted)).toThrow(
    '--models: got "sequential:2"; accepted: sequential, which has one worker',
  );
  expect(() => laneNames('--models', 'threads:0', accepted)).toThrow('--models threads:N: got "0"; accepted: a whole');
});

test('reads a number of tasks at once with a model that has them on one loop', () => {
  const accepted = ['promises', 'py-asyncio', 'threads'];
  expect(laneNames('--models', 'promises:2000,py-asyncio@3.13:4', accepted)).toEqual([
    'promises:2000',
    'py-asyncio@3.13:4',
  ]);
  expect(() => laneNames('--models', 'promises:0', accepted)).toThrow(
    '--models promises:N: got "0"; accepted: a whole',
  );
  expect(() => laneNames('--models', 'threads:2000', accepted)).toThrow('from 1 to 256');
});

test('reads the version of a Node', () => {
  expect(laneNames('--models', 'threads@22', ['threads'])).toEqual(['threads@22']);
});

test('takes links that lead nowhere for no folders, and does not fail at them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanes-test-'));
  const loop = join(folder, 'loop');
  symlinkSync(loop, loop);
  try {
    expect(outputFile('--output', loop)).toBe(loop);
    expect(() => outputFile('--output', join(loop, 'x'))).toThrow(`accepted: a file in an existing folder (${loop} is`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['4', [4]],
  ['1..4', [1, 2, 3, 4]],
  ['8,1..3, 2', [1, 2, 3, 8]],
  ['256..256', [256]],
])('reads %j as numbers of workers', (given, numbers) => {
  expect(workerNumbers('--workers', given)).toEqual(numbers);
});

test.each([
  '',
  '0',
  '0..2',
  '8..1',
  '1..257',
  '1..',
  '..4',
  '1...4',
  '1-4',
  '1,',
  '1.5',
  '-1',
  'all',
  '1e1',
  '9'.repeat(400),
])('refuses %j as numbers of workers', (given) => {
  expect(() => workerNumbers('--workers', given)).toThrow(/^--workers: got ".*"; accepted: numbers from 1 to 256/);
});

test.each([
  ['5', 5],
  ['0.5', 0.5],
  ['60_000', 60_000],
])('reads %s as %f ms', (given, value) => {
  expect(milliseconds('--switch-interval', given)).toBe(value);
});

test.each(['0', '-1', '60001', 'soon', ''])('refuses %j milliseconds', (given) => {
  expect(() => milliseconds('--switch-interval', given)).toThrow(
    /--switch-interval: got .*; accepted: milliseconds above 0/,
  );
});

test('a lane is one however its number of workers is written', () => {
  expect(laneNames('--models', 'thread-pool:01, thread-pool:1', ['thread-pool'])).toEqual(['thread-pool:1']);
});

test.each(['1_', '1__0', '_1'])('refuses %j, of which no thousands are parted', (given) => {
  expect(() => wholeNumber('--tasks', given, { least: 1, most: 10_000 })).toThrow(UsageError);
});

test.each(['none-such/', 'package.json/', './'])('%j is a folder, there or not', (given) => {
  expect(() => outputFile('--output', given)).toThrow(UsageError);
});

test('a file that is given its name at the end is no device', () => {
  expect(() => regularFile('--record', '/dev/null')).toThrow(UsageError);
  expect(regularFile('--record', 'package.json')).toBe('package.json');
  expect(regularFile('--record', 'none-such.log')).toBe('none-such.log');
});
