import { hasEnded, type Lane } from '../../engine/lane/lane.ts';
import type { Layout } from '../layout.ts';
import type { ScreenState } from '../state.ts';
import { contentColumn, innerHeight, innerWidth } from '../widgets/box.ts';
import { hiddenRows } from '../widgets/tables.ts';
import type { Cell } from './screen.ts';

const sideWidth = 50;
const gap = 3;
/** What the lane is, its figures, and one row for its lock or what went wrong. */
const alwaysRows = 3;
/** Where its time went, and why, once it has ended and where there is room. */
const findingsRows = 3;
const roomForFindings = 14;

/** How the zoomed pane is divided up: tables beside the output where there is room, else above it. */
export interface ZoomLayout {
  readonly beside: boolean;
  /** Rows for where its time went, and why. */
  readonly findingsRows: number;
  readonly tableWidth: number;
  /** Rows of the tables, without their headings. */
  readonly taskRows: number;
  readonly workerRows: number;
  readonly outputWidth: number;
  readonly outputRows: number;
}

/** How the pane of a lane is divided up in a body of that size. */
export function zoomLayout({ tasks, workers, state }: Lane, { width, height }: Layout['body']): ZoomLayout {
  const inner = { width: innerWidth(width), height: innerHeight(height) };
  const found = hasEnded(state) && workers.size > 0 && inner.height >= roomForFindings ? findingsRows : 0;
  const below = Math.max(0, inner.height - alwaysRows - found);
  if (inner.width >= 2 * sideWidth) {
    const forRows = Math.max(0, below - 3);
    const workerRows = Math.min(workers.size, Math.max(Math.floor(forRows / 2), forRows - tasks.length));
    return {
      beside: true,
      findingsRows: found,
      tableWidth: sideWidth,
      taskRows: Math.min(tasks.length, forRows - workerRows),
      workerRows,
      outputWidth: inner.width - sideWidth - gap,
      outputRows: below,
    };
  }
  const forRows = Math.max(0, Math.floor(below / 2) - 2);
  const workerRows = Math.min(workers.size, Math.max(Math.floor(forRows / 2), forRows - tasks.length));
  const taskRows = Math.min(tasks.length, forRows - workerRows);
  const tables = forRows === 0 ? 0 : taskRows + workerRows + 3;
  return {
    beside: false,
    findingsRows: found,
    tableWidth: inner.width,
    taskRows,
    workerRows,
    outputWidth: inner.width,
    outputRows: Math.max(0, below - tables),
  };
}

/** Number of the last line shown: what stood there may be kept no longer, and then the first lines kept are shown. */
export function lastShown(end: ScreenState<'zoom'>['end'], { output }: Lane, page: number): number {
  const { count, kept } = output;
  return end === 'newest' ? count : Math.min(count, Math.max(end, count - kept + page));
}

/** How many rows of the tables are scrolled away, of `wanted`: no more than leaves the longer table full. */
export function firstTableRow(wanted: number, { tasks, workers }: Lane, { taskRows, workerRows }: ZoomLayout): number {
  const most = Math.max(hiddenRows(tasks.length, taskRows), hiddenRows(workers.size, workerRows));
  return Math.min(most, Math.max(0, wanted));
}

/** How far a page goes in the tables; two pages have a row in common. */
export function tablePage({ taskRows, workerRows }: ZoomLayout): number {
  return Math.max(1, Math.max(taskRows, workerRows) - 2);
}

/** What of the zoomed pane is scrolled by a wheel over a cell of it. */
export function zoomPartUnder({ x, y }: Cell, lane: Lane, body: Layout['body']): 'output' | 'tables' {
  const { beside, findingsRows: found, outputWidth, outputRows, taskRows, workerRows } = zoomLayout(lane, body);
  if (beside) return x < contentColumn + outputWidth ? 'output' : 'tables';
  const tables = innerHeight(body.height) - alwaysRows - found - outputRows;
  const firstTable = 1 + alwaysRows + found;
  return taskRows + workerRows > 0 && y >= firstTable && y < firstTable + tables ? 'tables' : 'output';
}
