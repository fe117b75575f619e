/** Columns and rows of a terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Below this, the dashboard only says so. */
export const leastSize: Size = { columns: 40, rows: 8 };

/** Rows from which on there is more than the panes and one row above and below them. */
const roomForMore = 16;

const leastPane = { width: 36, height: 6 };
/** Columns to rows of a pane that is pleasant to read. */
const goodShape = 2.6;

/** How the screen is divided up. */
export interface Layout {
  readonly size: Size;
  readonly headerRows: number;
  /** For what there is to beware of. */
  readonly noticeRows: number;
  readonly statusRows: number;
  /** What is left for panes. */
  readonly body: { readonly width: number; readonly height: number };
}

/** The division of a screen where there are so many notices; undefined where it is too small for a dashboard. */
export function layoutOf(size: Size, notices = 0): Layout | undefined {
  if (size.columns < leastSize.columns || size.rows < leastSize.rows) return undefined;
  const bars = size.rows >= roomForMore ? 2 : 1;
  const noticeRows = Math.min(notices, Math.floor(size.rows / roomForMore));
  return {
    size,
    headerRows: bars,
    noticeRows,
    statusRows: bars,
    body: { width: size.columns, height: size.rows - 2 * bars - noticeRows },
  };
}

/** Where the panes of some lanes go. */
export interface Grid {
  readonly columns: number;
  /** Rows of panes in all, and how many of them are shown. */
  readonly rows: number;
  readonly shownRows: number;
  /** Widths of the columns and heights of the shown rows; they add up to the body. */
  readonly widths: readonly number[];
  readonly heights: readonly number[];
}

/** The grid for `lanes` panes: all of them where they fit, in the shape that reads best. */
export function gridOf(lanes: number, { width, height }: Layout['body']): Grid {
  const mostColumns = Math.max(1, Math.min(lanes, Math.floor(width / leastPane.width)));
  const mostRows = Math.max(1, Math.floor(height / leastPane.height));
  let best: { columns: number; badness: number } | undefined;
  for (let columns = 1; columns <= mostColumns; columns += 1) {
    const rows = Math.ceil(lanes / columns);
    if (rows > mostRows) continue;
    const holes = columns * rows - lanes;
    const shape = width / columns / (height / rows);
    const badness = Math.abs(Math.log(shape / goodShape)) + (0.4 * holes) / columns;
    if (best === undefined || badness < best.badness) best = { columns, badness };
  }
  const columns = best?.columns ?? mostColumns;
  const rows = Math.max(1, Math.ceil(lanes / columns));
  const shownRows = Math.min(rows, mostRows);
  return { columns, rows, shownRows, widths: divide(width, columns), heights: divide(height, shownRows) };
}

/** A row of panes: where it lies in the body, which lanes are in it, and where in the row. */
export interface PlacedRow {
  readonly top: number;
  readonly height: number;
  readonly panes: readonly { readonly lane: number; readonly left: number; readonly width: number }[];
}

/** The rows of a grid that are shown. */
export function shownRowsOf(grid: Grid, lanes: number, focus: number): PlacedRow[] {
  const firstRow = firstShownRow(grid, focus);
  return grid.heights.map((height, y) => {
    const first = (firstRow + y) * grid.columns;
    const widths = grid.widths.slice(0, Math.max(0, lanes - first));
    const panes = widths.map((width, x) => ({ lane: first + x, left: sum(grid.widths.slice(0, x)), width }));
    return { top: sum(grid.heights.slice(0, y)), height, panes };
  });
}

function sum(lengths: readonly number[]): number {
  return lengths.reduce((total, length) => total + length, 0);
}

/** First row of panes to show, so that the focused one is seen: as far up as possible. */
export function firstShownRow(
  { columns, rows, shownRows }: Pick<Grid, 'columns' | 'rows' | 'shownRows'>,
  focus: number,
): number {
  const focusedRow = Math.floor(focus / columns);
  return Math.min(rows - shownRows, Math.max(0, focusedRow - shownRows + 1));
}

function divide(total: number, parts: number): number[] {
  const least = Math.floor(total / parts);
  return Array.from({ length: parts }, (_, index) => least + (index < total % parts ? 1 : 0));
}
