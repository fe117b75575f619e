/**
 * Text from tasks is untrusted: it may hold anything. What is shown of it moves no cursor, sets
 * no title and no colour, and takes exactly as many columns as it is given.
 */
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';

const onlyPrintableAscii = /^[\x20-\x7e]*$/;
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
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

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

/** Terminal columns of `text`, which must be plain. */
export function widthOf(text: string): number {
  return onlyPrintableAscii.test(text) ? text.length : stringWidth(text);
}

/**
 * `text`, which must be plain, in exactly `width` columns: padded with spaces, or cut between two
 * graphemes and ended with `ellipsis`, which is one column wide.
 */
export function fitText(text: string, width: number, ellipsis = '…'): string {
  if (width <= 0) return '';
  if (onlyPrintableAscii.test(text)) {
    return text.length <= width ? text.padEnd(width) : text.slice(0, width - 1) + ellipsis;
  }
  // No grapheme is wider than its code units are many, so what is far too long is not measured whole.
  const wide = text.length > width * 32 ? width + 1 : stringWidth(text);
  if (wide <= width) return text + ' '.repeat(width - wide);
  return cut(text, width - 1, ellipsis);
}

/**
 * Like {@link fitText}, but what does not fit is left out in the middle: what a line ends with
 * (a status, a result) tells as much as what it begins with.
 */
export function elideText(text: string, width: number, ellipsis = '…'): string {
  if (width < 3 || (text.length <= width * 32 && widthOf(text) <= width)) return fitText(text, width, ellipsis);
  const end = endOf(text, (width - 1) >> 1);
  return fitText(text, width - widthOf(end), ellipsis) + end;
}

/** The last graphemes of a text that fit into so many columns. */
function endOf(text: string, columns: number): string {
  if (onlyPrintableAscii.test(text)) return text.slice(-columns);
  // The first of them may be half of one.
  const [, ...segments] = [...graphemes.segment(text.slice(-columns * 32))].map(({ segment }) => segment);
  let used = 0;
  let start = segments.length;
  while (start > 0) {
    used += stringWidth(segments[start - 1] ?? '');
    if (used > columns) break;
    start -= 1;
  }
  return segments.slice(start).join('');
}

function cut(text: string, columns: number, ellipsis: string): string {
  let used = 0;
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    const wide = stringWidth(segment);
    if (used + wide > columns) break;
    used += wide;
    end = index + segment.length;
  }
  return text.slice(0, end) + ellipsis + ' '.repeat(columns - used);
}

/** The words of `text` in lines of at most `width` columns where a word allows it, all but the first indented. */
export function wrapText(text: string, width: number, indent: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ (?! )/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line.trim() === '' || widthOf(longer) <= width) {
      line = longer;
    } else {
      lines.push(line);
      line = `${' '.repeat(indent)}${word}`;
    }
  }
  return [...lines, line];
}
