import { type Lane, type LaneTask, type LaneWorker, startUpUsOf } from '../../engine/lane/lane.ts';
import { secondsText } from '../../engine/text/numbers.ts';
import type { Theme } from '../theme.ts';
import { type Piece, row } from './row.ts';
import { progressText, taskGlyph } from './task-bars.ts';

/** Where a table goes: its width, its rows at most, and how many of its items are scrolled away above. */
export interface TablePlace {
  readonly width: number;
  readonly most: number;
  readonly first: number;
}

/** A heading and up to `most` rows, the last of which counts those left out. */
function table<T>(
  theme: Theme,
  { width, most, first }: TablePlace,
  heading: string,
  items: Pick<readonly T[], 'length' | 'slice'>,
  rowOf: (item: T) => Piece[],
): string[] {
  if (most <= 0) return [];
  const hidden = hiddenRows(items.length, most);
  const before = Math.min(hidden, first);
  const shown = items.slice(before, items.length - hidden + before);
  const rows = shown.map((item) => row(theme, width, rowOf(item)));
  const counts = [before > 0 && `${before} before`, hidden > before && `${hidden - before} more`].filter(Boolean);
  const rest = `${theme.glyph.ellipsis} ${counts.join(', ')} (K J)`;
  return [
    row(theme, width, [[heading, theme.paint.faint]]),
    ...rows,
    ...(hidden === 0 ? [] : [row(theme, width, [[rest, theme.paint.faint]])]),
  ];
}

/** How many of a table's items are left out where it has `most` rows: it takes one of them to say so. */
export function hiddenRows(items: number, most: number): number {
  return items <= most ? 0 : items - Math.max(0, most - 1);
}

/** The tasks of a lane: state, worker, when they began, how long they took. */
export function taskTable(theme: Theme, { tasks }: Lane, place: TablePlace): string[] {
  const heading = `  ${'task'.padEnd(12)}${'worker'.padEnd(10)}${'begin'.padStart(8)}${'took'.padStart(9)}${'done'.padStart(8)}`;
  return table(theme, place, heading, tasks, (task) => {
    const name: Piece[] = [taskGlyph(theme, task), [` ${cell(task.label, 12)}`, theme.task(task.id)]];
    if (task.error !== undefined) return [...name, [`${task.error.name}: ${task.error.message}`, theme.paint.bad]];
    return [
      ...name,
      [cell(task.worker ?? '', 10)],
      [secondsCell(task.startedAt, 8)],
      [secondsCell(tookUs(task), 9)],
      [progressText(task).padStart(8)],
    ];
  });
}

/** The workers of a lane: what and where they are, and how long they took to start. */
export function workerTable(theme: Theme, { workers }: Lane, place: TablePlace): string[] {
  const heading = `  ${'worker'.padEnd(12)}${'kind'.padEnd(8)}${'pid'.padStart(8)}${'thread'.padStart(7)}${'start-up'.padStart(12)}`;
  return table(theme, place, heading, [...workers], (worker) => [
    [`  ${cell(worker.id, 12)}${worker.kind.padEnd(8)}`],
    [`${String(worker.pid).padStart(8)}${String(worker.thread ?? '').padStart(7)}`],
    [`${(startUpUsOf(worker) / 1_000).toFixed(1)} ms`.padStart(12)],
    exitPiece(theme, worker),
  ]);
}

function exitPiece(theme: Theme, { code, signal }: LaneWorker): Piece {
  if (signal !== undefined) return [`  ${theme.glyph.failed} ${signal}`, theme.paint.bad];
  return code === undefined || code === 0 ? [''] : [`  ${theme.glyph.failed} exit ${code}`, theme.paint.bad];
}

function tookUs({ startedAt, finishedAt }: LaneTask): number | undefined {
  return startedAt === undefined || finishedAt === undefined ? undefined : finishedAt - startedAt;
}

function secondsCell(us: number | undefined, width: number): string {
  return (us === undefined ? '' : secondsText(us / 1_000)).padStart(width);
}

/** At least one space stays after the text. */
function cell(text: string, width: number): string {
  return text.slice(0, width - 1).padEnd(width);
}
