import type { Plot } from '../blocks.ts';

/** What measured points are drawn with. */
const pointMark = 'o';

/** One more than a multiple of the rows from one label to the next. */
const rows = 13;
const rowsApart = 3;
const mostColumns = 64;
const fewestColumns = 24;
const columnsApart = 8;

/**
 * Draws it with printable ASCII alone, from 0 at the bottom to the highest value at the top; the
 * first and last column are the lowest and highest x. Curves are drawn at each column, so that
 * they show as lines; a point hides them. Under it stands what is drawn with what. Empty without points.
 */
export function drawPlot(plot: Plot): string[] {
  if (plot.points.length === 0) return [];
  const legend = [{ mark: pointMark, name: plot.title }, ...plot.curves].map(({ mark, name }) => `${mark} ${name}`);
  return [...drawing(plot), legend.join('   ')];
}

function drawing({ points, curves, label }: Plot): string[] {
  const xs = points.map(({ x }) => x);
  const [low, high] = [Math.min(...xs), Math.max(...xs)];
  const columns = Math.min(mostColumns, Math.max(fewestColumns, (high - low) * columnsApart + 1));
  const at = (column: number) => low + ((high - low) * column) / (columns - 1);
  const lines = curves.map(({ mark, at: value }) => ({
    mark,
    values: Array.from({ length: columns }, (_, column) => value(at(column))),
  }));
  const top = highest([...points.map(({ y }) => y), ...lines.flatMap(({ values }) => values)]);
  const rowOf = (y: number) => rows - 1 - Math.round((Math.max(0, y) / top) * (rows - 1));
  const columnOf = (x: number) => (high === low ? 0 : Math.round(((x - low) / (high - low)) * (columns - 1)));
  const canvas = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ' '));
  const put = (row: number, column: number, mark: string) => canvas[row]?.splice(column, 1, mark);
  for (const { mark, values } of lines) for (const [column, value] of values.entries()) put(rowOf(value), column, mark);
  for (const { x, y } of points) put(rowOf(y), columnOf(x), pointMark);

  const labels = canvas.map((_, row) => (row % rowsApart === 0 ? label((top * (rows - 1 - row)) / (rows - 1)) : ''));
  const margin = Math.max(...labels.map((text) => text.length));
  const drawn = canvas.map((cells, row) => `${(labels[row] ?? '').padStart(margin)} | ${cells.join('')}`.trimEnd());
  const axis = `${' '.repeat(margin)} +-${'-'.repeat(columns)}`;
  return [...drawn, axis, `${' '.repeat(margin + 3)}${numbered(xs, columnOf, columns)}`.trimEnd()];
}

function highest(values: readonly number[]): number {
  return Math.max(...values.filter(Number.isFinite)) || 1;
}

/** The numbers under the axis, each where its column is; those that would touch another are left out. */
function numbered(xs: readonly number[], columnOf: (x: number) => number, columns: number): string {
  let line = '';
  for (const x of [...new Set(xs)].sort((a, b) => a - b)) {
    const text = String(x);
    const column = Math.min(columnOf(x), columns + 1 - text.length);
    if (line === '' || column > line.length) line = line.padEnd(column) + text;
  }
  return line;
}
