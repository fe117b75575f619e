import { plainText } from './plain.ts';

/** Text that stays one line of text in GitHub's Markdown, whatever it holds. */
export function markdownText(text: string): string {
  return plainText(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\|<>*_`[\]#]/g, (character) => `\\${character}`);
}

/** Rows of cells as a table, the first row its heading; `figures` tells which columns are kept to the right. The cells are Markdown already. */
export function markdownTable(rows: readonly (readonly string[])[], figures: readonly boolean[]): string[] {
  const rule = figures.map((right) => (right ? '--:' : '---'));
  return rows.toSpliced(1, 0, rule).map((cells) => `| ${cells.join(' | ')} |`);
}
