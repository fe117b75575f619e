import { expect, test } from 'vitest';
import { csvText } from '../../../src/engine/text/csv.ts';

function written(text: string): string {
  return csvText({ field: (row: string) => row }, [text])
    .split('\r\n')
    .slice(1, -1)
    .join('\r\n');
}

test.each([
  '=1+1',
  ' =1+1',
  '\u00a0=1+1',
  '\ufeff=1+1',
  '\u200b=1+1',
  '\u0000=1+1',
  '+1+1',
  '@sum(1)',
  '-1+1',
  '＝1+1',
  '\tx',
])('%j is text to a spreadsheet', (text) => {
  expect(written(text)).toBe(`'${text}`);
});

test.each(['\t=1+1', '\r=1+1', ' \n=1+1'])('%j is text to a spreadsheet, and quoted where that has to be', (text) => {
  expect(written(text).replaceAll('"', '')).toBe(`'${text}`);
});

test.each(['-1.5', '1', 'a=1', ''])('%j is left as it is', (text) => {
  expect(written(text)).toBe(text);
});
