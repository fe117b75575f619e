import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { recorded, recordedReport } from '../../../scripts/recorded.ts';
import { formats } from '../../../src/engine/report/formats.ts';

test('there are recordings of rounds, of lanes together, of Python and of a GIL', () => {
  expect(recorded.map((name) => name.split('/').at(-1)).sort()).toEqual([
    'fetch',
    'python-and-gil',
    'rounds',
    'together',
  ]);
});

describe.each(recorded)('%s, replayed', (name) => {
  const report = recordedReport(name);

  test.each(Object.entries(formats))('is the same text as ever as %s (npm run recorded)', async (format, textOf) => {
    expect(textOf(await report)).toBe(readFileSync(`${name}.${format}`, 'utf8'));
  });
});
