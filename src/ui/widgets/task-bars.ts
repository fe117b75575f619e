import type { Lane, LaneTask } from '../../engine/lane/lane.ts';
import type { Paint, Theme } from '../theme.ts';
import { type Piece, row } from './row.ts';

const leastCellWidth = 24;
const gap = 2;

/** A bar `columns` wide of which the part `share` (0 to 1) is done. */
function bar(theme: Theme, columns: number, share: number, paint: Paint): Piece[] {
  const { barDone, barLeft } = theme.glyph;
  const done = Math.floor(Math.min(1, Math.max(0, share)) * Math.max(0, columns));
  return [
    [barDone.repeat(done), paint],
    [barLeft.repeat(Math.max(0, columns - done)), theme.paint.faint],
  ];
}

/**
 * One progress bar a task, in as many columns as fit; one bar for all where there are more tasks
 * than `maxRows` rows hold.
 */
export function taskBars(theme: Theme, lane: Lane, width: number, maxRows: number): string[] {
  const { tasks } = lane;
  if (tasks.length === 0 || maxRows <= 0 || width <= 0) return [];
  const columns = columnsFor(tasks.length, width, maxRows);
  if (columns === undefined) return [combinedBar(theme, lane, width)];
  const cellWidth = Math.floor((width - gap * (columns - 1)) / columns);
  const rows = Math.ceil(tasks.length / columns);
  const labelWidth = Math.min(Math.max(...tasks.map(({ label }) => label.length)), Math.floor(cellWidth / 3));
  return Array.from({ length: rows }, (_, y) => {
    const cells = [...tasks].filter((_task, index) => index % rows === y);
    return joinCells(theme, width, cellWidth, labelWidth, cells);
  });
}

function joinCells(theme: Theme, width: number, cellWidth: number, labelWidth: number, cells: readonly LaneTask[]) {
  const shown = cells.map((task) => row(theme, cellWidth, taskBar(theme, task, cellWidth, labelWidth)));
  const used = shown.length * cellWidth + (shown.length - 1) * gap;
  return shown.join(' '.repeat(gap)) + ' '.repeat(Math.max(0, width - used));
}

/** As few columns as hold all tasks in `maxRows` rows; undefined when there is no such number. */
function columnsFor(tasks: number, width: number, maxRows: number): number | undefined {
  const most = Math.max(1, Math.floor((width + gap) / (leastCellWidth + gap)));
  const columns = Math.ceil(tasks / maxRows);
  return columns <= most ? columns : undefined;
}

function taskBar(theme: Theme, task: LaneTask, width: number, labelWidth: number): Piece[] {
  const value = progressText(task);
  const valueWidth = 6;
  const paint = theme.task(task.id);
  const label = row(theme, labelWidth, [[task.label]]);
  return [
    taskGlyph(theme, task),
    [` ${label} `, paint],
    ...bar(theme, width - labelWidth - valueWidth - 3, shareOf(task), isLost(task) ? theme.paint.bad : paint),
    [value.padStart(valueWidth)],
  ];
}

function combinedBar(theme: Theme, lane: Lane, width: number): string {
  const { finished, failed, stopped } = lane.taskCounts;
  const total = lane.tasks.length;
  const share = (finished + failed + stopped + lane.doneOfRunning) / total;
  const text = ` ${finished + failed}/${total} tasks`;
  const lost = failed + lane.unsuccessful.tasks;
  const failures = lost === 0 ? '' : ` ${theme.glyph.failed} ${lost} failed`;
  const barWidth = Math.max(0, width - text.length - failures.length);
  return row(theme, width, [...bar(theme, barWidth, share, theme.paint.good), [text], [failures, theme.paint.bad]]);
}

/** What stands in front of a task: its state, told without colour. */
export function taskGlyph({ glyph, paint }: Theme, task: LaneTask): Piece {
  switch (task.state) {
    case 'waiting':
      return [glyph.waiting, paint.faint];
    case 'running':
      return [glyph.running];
    case 'finished':
      return isLost(task) ? [glyph.failed, paint.bad] : [glyph.finished, paint.good];
    case 'failed':
      return [glyph.failed, paint.bad];
    case 'stopped':
      return [glyph.stopped, paint.notice];
  }
}

function isLost({ state, unsuccessful }: LaneTask): boolean {
  return state === 'failed' || unsuccessful !== undefined;
}

function shareOf({ done, total }: LaneTask): number {
  return total > 0 ? done / total : 0;
}

/** `7/10`, or a percentage where the numbers are long. */
export function progressText({ done, total }: LaneTask): string {
  if (total <= 1) return total === 1 && done >= 1 ? '100%' : '0%';
  return total < 100 ? `${done}/${total}` : `${Math.floor((100 * done) / total)}%`;
}
