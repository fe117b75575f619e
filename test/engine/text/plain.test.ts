import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { elideText, fitText, plainText, widthOf } from '../../../src/engine/text/plain.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '\u001b[2J',
        '\u001b]0;title\u0007',
        '\u001b[31m',
        '\r',
        '\t',
        '\n',
        '界',
        '👩‍👩‍👧',
        '🇩🇪',
        'e\u0301',
        'a',
        ' ',
        '\u202e',
        '\u200b',
        '\u009b1m',
        '1\ufe0f\u20e3',
        '\ud800',
        '각',
        '👍🏽',
        '\u0600',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);

describe('plainText', () => {
  test('leaves printable ASCII alone', () => {
    expect(plainText('Number: 3 ~')).toBe('Number: 3 ~');
  });

  test('strips colours, cursor movement and titles', () => {
    expect(plainText('\u001b[31mred\u001b[0m\u001b[2J\u001b[H\u001b]0;owned\u0007!')).toBe('red!');
  });

  test('keeps the last version of a line that is rewritten with carriage returns', () => {
    expect(plainText('10 %\r50 %\r100 %')).toBe('100 %');
    expect(plainText('from Windows\r')).toBe('from Windows');
  });

  test('makes tabs two spaces and flags two letters', () => {
    expect(plainText('a\tb 🇩🇪')).toBe('a  b DE');
  });

  test('removes what changes the direction or the width of other characters', () => {
    expect(plainText('a\u202eb\u2066c\u200bd\u2028e')).toBe('abcd?e');
  });

  test('leaves no control character and no escape, whatever the text is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(plainText(text)).not.toMatch(/[\p{Control}\p{Format}\p{Surrogate}\u2028\u2029]/u);
      }),
    );
  });

  test('is the same when done twice', () => {
    fc.assert(fc.property(hostile, (text) => plainText(plainText(text)) === plainText(text)));
  });
});

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
