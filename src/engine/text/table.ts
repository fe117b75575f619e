import { fitText, widthOf } from './plain.ts';

/** Rows of plain cells as aligned lines, the columns two spaces apart; `figures` tells which of them are kept to the right. */
export function alignedRows(rows: readonly (readonly string[])[], figures: readonly boolean[]): string[] {
  const widths = figures.map((_, column) => Math.max(0, ...rows.map((row) => widthOf(row[column] ?? ''))));
  return rows.map((row) =>
    widths
      .map((width, column) =>
        figures[column] ? (row[column] ?? '').padStart(width) : fitText(row[column] ?? '', width),
      )
      .join('  ')
      .trimEnd(),
  );
}
