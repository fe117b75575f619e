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
const regionalIndicator = /\p{Regional_Indicator}/gu;
const firstRegionalIndicator = 0x1f1e6;

/**
 * One line of `text` in which nothing is left that a terminal would obey. Tabs become two
 * spaces, of a line rewritten with carriage returns the last version stays, flags become their
 * two letters, any other unprintable character becomes `?`.
 */
export function plainText(text: string): string {
  if (onlyPrintableAscii.test(text)) return text;
  return lastRewrite(stripVTControlCharacters(text))
    .replaceAll('\t', '  ')
    .replaceAll('\n', ' ')
    .replaceAll(invisible, '')
    .replaceAll(unprintable, '?')
    .replaceAll(regionalIndicator, letterOfFlag)
    .normalize('NFC');
}

function lastRewrite(text: string): string {
  if (!text.includes('\r')) return text;
  return text.split('\r').findLast((part) => part !== '') ?? '';
}

function letterOfFlag(indicator: string): string {
  return String.fromCharCode(65 + (indicator.codePointAt(0) ?? firstRegionalIndicator) - firstRegionalIndicator);
}
