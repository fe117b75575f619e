import fc from 'fast-check';

/** Texts as a task might write them: any characters, and such as a terminal obeys or disagrees about. */
export const hostile = fc.oneof(
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
        'น้ำ',
        'ﾊﾟ',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);
