import stringWidth from 'string-width';
import { onlyPrintableAscii } from './plain.ts';

/** What fits any terminal, in columns. */
export const terminalWidth = 80;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

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

/** How words are put into lines. */
interface Wrapping {
  /** Spaces before all lines but the first. */
  readonly indent?: number;
  /** The most lines; the last one has all that is left, however long it is. */
  readonly most?: number;
}

/** The words of `text`, which must be plain, in lines of at most `width` columns where a word allows it. */
export function wrapText(
  text: string,
  width: number,
  { indent = 0, most = Number.POSITIVE_INFINITY }: Wrapping = {},
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ (?! )/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line.trim() === '' || widthOf(longer) <= width || lines.length + 1 >= most) {
      line = longer;
    } else {
      lines.push(line);
      line = `${' '.repeat(indent)}${word}`;
    }
  }
  return [...lines, line];
}
