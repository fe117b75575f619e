import { terminalWidth } from '../text/blocks.ts';
import { widthOf, wrapText } from '../text/plain.ts';
import { alignedRows } from '../text/table.ts';
import { figures, headings } from './words.ts';

/** How wide a heading over figures gets before it is wrapped. */
const headingWidth = 8;
const verdictColumn = headings.length - 1;
/** What is left out, one after the other, of a table that does not fit: the change and the verdict stay. */
const leftOutFirst = [headings.indexOf('less the machine'), headings.indexOf('95 %')];

/** Rows of lanes under their headings, in lines of at most {@link terminalWidth}; verdicts are wrapped in their column. */
export function narrowTable(rows: readonly (readonly string[])[]): string[] {
  const left: number[] = [];
  for (let i = 0; ; i += 1) {
    const lines = without(left, rows);
    const next = leftOutFirst[i];
    if (next === undefined || lines.every((line) => widthOf(line) <= terminalWidth)) return lines;
    left.push(next);
  }
}

function without(left: readonly number[], rows: readonly (readonly string[])[]): string[] {
  const kept = <T>(cells: readonly T[]) => cells.filter((_, column) => !left.includes(column));
  const cells = [...headingRows(), ...rows].map((row) => kept(row));
  const others = alignedRows(
    cells.map((row) => row.slice(0, -1)),
    kept(figures).slice(0, -1),
  );
  const room = terminalWidth - 2 - Math.max(...others.map(widthOf));
  const wrapped = cells.flatMap((row) => {
    const [first = '', ...more] = wrapText(row.at(-1) ?? '', room, 0);
    return [[...row.slice(0, -1), first], ...more.map((line) => [...row.slice(0, -1).map(() => ''), line])];
  });
  return alignedRows(wrapped, kept(figures));
}

/** The headings in as many rows as the longest needs, the last of each at the bottom. */
function headingRows(): string[][] {
  const wrapped = headings.map((heading, column) =>
    column === verdictColumn ? [heading] : wrapText(heading, headingWidth, 0),
  );
  const height = Math.max(...wrapped.map(({ length }) => length));
  return Array.from({ length: height }, (_, row) => wrapped.map((lines) => lines[lines.length - height + row] ?? ''));
}
