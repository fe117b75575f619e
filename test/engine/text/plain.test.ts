import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainText } from '../../../src/engine/text/plain.ts';
import { hostile } from './hostile.ts';

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

  test('parts letters that some terminals draw in a column of their own and others do not', () => {
    expect(plainText('น้ำ')).toBe('น\u0e4d\u0e49\u0e32');
    expect(plainText('ນ້ຳ')).toBe('ນ\u0ecd\u0ec9\u0eb2');
    expect(plainText('ﾊﾟﾊ')).toBe('パﾊ');
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
