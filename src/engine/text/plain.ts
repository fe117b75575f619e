/** Text from tasks is untrusted: it may hold anything. What is shown of it moves no cursor, and sets no title and no colour. */
import { stripVTControlCharacters } from 'node:util';

/** What needs no second look: it is safe, and each of its characters is a column wide. */
export const onlyPrintableAscii = /^[\x20-\x7e]*$/;
/**
 * Characters that show nothing themselves but change how others are shown: bidi controls,
 * joiners, zero-width spaces, variation selectors, emoji modifiers, keycaps. Terminals disagree
 * about the width of what they make.
 */
const invisible = /[\p{Format}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}\p{Enclosing_Mark}]/gu;
/** Controls, line and paragraph separators, what is no character at all. */
const unprintable = /[\p{Control}\p{Surrogate}\p{Unassigned}\p{Private_Use}\u2028\u2029\ufffd]/gu;
/** Thai's and Lao's AM, with its tones: for some terminals a letter of its own, for others a part of the one before. */
const am = /([\u0e48-\u0e4b\u0ec8-\u0ecb]*)([\u0e33\u0eb3])/g;
/** The same of the voice marks of half-width kana. */
const voicedKana = /[\uff66-\uff9d][\uff9e\uff9f]/g;
const regionalIndicator = /\p{Regional_Indicator}/gu;
const firstRegionalIndicator = 0x1f1e6;

/**
 * One line of `text` in which nothing is left that a terminal would obey. Tabs become two
 * spaces, of a line rewritten with carriage returns the last version stays, flags become their
 * two letters, any other unprintable character becomes `?`. What terminals take for one character or
 * for two is written as two, where that looks the same.
 */
export function plainText(text: string): string {
  if (onlyPrintableAscii.test(text)) return text;
  return lastRewrite(stripVTControlCharacters(text))
    .replaceAll('\t', '  ')
    .replaceAll('\n', ' ')
    .replaceAll(invisible, '')
    .replaceAll(unprintable, '?')
    .replaceAll(regionalIndicator, letterOfFlag)
    .replaceAll(am, signAndLetter)
    .replaceAll(voicedKana, (kana) => kana.normalize('NFKC'))
    .normalize('NFC');
}

function lastRewrite(text: string): string {
  if (!text.includes('\r')) return text;
  return text.split('\r').findLast((part) => part !== '') ?? '';
}

/** As one writes them, the sign below the tones. */
function signAndLetter(_: string, tones: string, letter: string): string {
  const [sign = '', rest = ''] = letter.normalize('NFKD');
  return sign + tones + rest;
}

function letterOfFlag(indicator: string): string {
  return String.fromCharCode(65 + (indicator.codePointAt(0) ?? firstRegionalIndicator) - firstRegionalIndicator);
}
