import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/engine/text/plain.ts';
import { elideText, fitText, widthOf, wrapText } from '../../../src/engine/text/width.ts';
import { hostile } from './hostile.ts';

describe('fitText', () => {
  test('pads, and cuts with an ellipsis', () => {
    expect(fitText('abc', 5)).toBe('abc  ');
    expect(fitText('abcdef', 5)).toBe('abcd…');
    expect(fitText('abcdef', 5, '~')).toBe('abcd~');
  });

  test('cuts no wide character in two', () => {
    expect(fitText('世界世界', 6)).toBe('世界… ');
  });

  test('gives exactly the width, whatever the text is', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 0, max: 80 }), (text, width) => {
        const fitted = fitText(plainText(text), width);
        expect(stringWidth(fitted)).toBe(width);
        expect(widthOf(fitted)).toBe(width);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is quick with a line of a million wide characters', () => {
    expect(fitText('界'.repeat(1_000_000), 10)).toBe('界界界界… ');
  });
});

describe('elideText', () => {
  test('keeps the end of what does not fit', () => {
    const line = 'Fetched http://127.0.0.1:46411/item/8?delay=121 with status: 200';
    expect(elideText(line, 38)).toMatch(/^Fetched http:\/\/.*….* with status: 200$/);
    expect(elideText('short', 8)).toBe('short   ');
  });

  test('takes exactly its columns, and nothing that a terminal would obey gets in', () => {
    fc.assert(
      fc.property(hostile, fc.nat(60), (text, width) => {
        expect(stringWidth(elideText(plainText(text), width))).toBe(width);
      }),
    );
  });
});

describe('wrapText', () => {
  test('breaks between words, and indents all lines but the first', () => {
    expect(wrapText('one two three four', 9, { indent: 2 })).toEqual(['one two', '  three', '  four']);
  });

  test('puts what is left into the last line that there may be', () => {
    expect(wrapText('one two three four', 7, { most: 2 })).toEqual(['one two', 'three four']);
  });

  test('loses no word, and is wider than asked for by no more than one word', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 80 }), fc.nat(8), (raw, width, indent) => {
        const text = plainText(raw);
        const words = (one: string) => one.split(' ').filter(Boolean);
        const lines = wrapText(text, width, { indent });
        expect(lines.flatMap(words)).toEqual(words(text));
        for (const line of lines) expect(widthOf(line) <= width || words(line).length <= 1).toBe(true);
      }),
    );
  });
});
