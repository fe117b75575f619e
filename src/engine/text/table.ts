import { fitText, widthOf } from './width.ts';

/** To which side the cells of a column are kept: text to the left, figures to the right. */
export type Align = 'left' | 'right';

/** Rows of plain cells as aligned lines, the columns two spaces apart. */
export function alignedRows(rows: readonly (readonly string[])[], aligns: readonly Align[]): string[] {
  const widths = aligns.map((_, column) => Math.max(0, ...rows.map((row) => widthOf(row[column] ?? ''))));
  return rows.map((row) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        return aligns[column] === 'right' ? `${' '.repeat(width - widthOf(cell))}${cell}` : fitText(cell, width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Paragraphs of lines, with an empty line between two of them; those without a line are left out. */
export function joinParagraphs(paragraphs: readonly (readonly string[])[]): string {
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}
