import { plainText } from './plain.ts';
import type { Align } from './table.ts';

/** What is a mark wherever it stands; an underscore is none within a word. */
const marks = /[\\|<>*`[\]#~$&]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;
/** Mentions, references, emoji and links are looked for when backslashes are gone: nothing but a comment parts them. */
const references = /@(?=\w)|#(?=\d)|:(?=(?:\d*[a-z_+-][\w+-]*|100|1234):)|\bwww(?=\.)/gi;
/** What begins a list or a rule at the begin of a line. */
const beginnings = /^(?:([-+])|(\d{1,9})([.)]))(?= |$|-)/;
/** The whole of a URL, without what ends a sentence. */
const urls = /(https?:\/\/[^\s<>|\\]*[^\s<>|\\.,:;!?)'"\]])/i;

/** Text that stays one line of text in GitHub's Markdown, whatever it holds; URLs are links to themselves. */
export function markdownText(text: string): string {
  return plainText(text)
    .replaceAll(/\s+/g, ' ')
    .split(urls)
    .map((part, index) => (index % 2 === 1 ? `<${part.replaceAll('&', '&amp;')}>` : escaped(part)))
    .join('')
    .replace(beginnings, (_, sign = '', number = '', point = '') => `${number}\\${sign}${point}`);
}

function escaped(text: string): string {
  return text.replaceAll(marks, '\\$&').replaceAll(references, '$&<!-- -->');
}

/** Rows of cells as a table, the first row its heading. The cells are Markdown already. */
export function markdownTable(rows: readonly (readonly string[])[], aligns: readonly Align[]): string[] {
  const rule = aligns.map((align) => (align === 'right' ? '--:' : '---'));
  return rows.toSpliced(1, 0, rule).map((cells) => `| ${cells.join(' | ')} |`);
}
