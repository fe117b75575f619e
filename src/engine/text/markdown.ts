import { plainText } from './plain.ts';
import type { Align } from './table.ts';

/** Text that stays one line of text in GitHub's Markdown, whatever it holds. */
export function markdownText(text: string): string {
  return plainText(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\|<>*_`[\]#]/g, (character) => `\\${character}`);
}

/** Rows of cells as a table, the first row its heading. The cells are Markdown already. */
export function markdownTable(rows: readonly (readonly string[])[], aligns: readonly Align[]): string[] {
  const rule = aligns.map((align) => (align === 'right' ? '--:' : '---'));
  return rows.toSpliced(1, 0, rule).map((cells) => `| ${cells.join(' | ')} |`);
}
