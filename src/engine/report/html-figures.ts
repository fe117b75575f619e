import { type Parts, partNames } from '../measure/time/breakdown.ts';
import { wordedMs } from '../measure/worded-time.ts';
import { element, text } from './html-text.ts';
import type { ReportRound, ReportTask, ReportWorker } from './round.ts';
import { partLabels } from './words.ts';

const width = 1_000;
const labelWidth = 90;
const rowHeight = 16;

/** More rows than this make a picture nobody reads; the rest is told in words. */
const mostRows = 64;

/** A round as rows of workers, from start-up to tear-down, on a scale that all lanes share. */
export function timeline(model: string, round: ReportRound, longestMs: number): string {
  const rows = round.workers.flatMap((worker) => rowsOf(worker, round.tasks));
  const shown = rows.slice(0, mostRows);
  const at = (ms: number) => labelWidth + (ms / longestMs) * (width - labelWidth);
  const bars = shown.map((row, index) => rowBars(row, index * rowHeight, round.wallMs, at)).join('');
  const more = rows.length > shown.length ? `, ${rows.length - shown.length} more rows are not shown` : '';
  const title = element('title', {}, text(`timeline of ${model}${more}`));
  const height = Math.max(1, shown.length) * rowHeight;
  return element('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img' }, `${title}${bars}`);
}

/** A worker, or one more row of it for tasks that overlap with those above. */
interface Row {
  readonly worker: ReportWorker;
  readonly first: boolean;
  readonly tasks: readonly ReportTask[];
}

function rowsOf(worker: ReportWorker, all: readonly ReportTask[]): Row[] {
  const rows: ReportTask[][] = [[]];
  const own = all.filter((task) => task.worker === worker.id && task.startedMs !== undefined);
  for (const task of own.toSorted((a, b) => (a.startedMs ?? 0) - (b.startedMs ?? 0))) {
    const free = rows.find(
      (row) => (row.at(-1)?.finishedMs ?? Number.NEGATIVE_INFINITY) <= (task.startedMs ?? 0) || row.length === 0,
    );
    if (free === undefined) rows.push([task]);
    else free.push(task);
  }
  return rows.map((tasks, index) => ({ worker, first: index === 0, tasks }));
}

function rowBars({ worker, first, tasks }: Row, y: number, wallMs: number, at: (ms: number) => number): string {
  const end = worker.exitedMs ?? wallMs;
  const last = Math.max(worker.startedMs, ...tasks.map(({ finishedMs }) => finishedMs ?? end));
  const bar = (name: keyof Parts | 'task', from: number, to: number, label: string) =>
    to <= from ? '' : rectangle(name, at(from), y, at(to) - at(from), `${label}, ${wordedMs(to - from)}`);
  const own = first
    ? [
        element('text', { x: 0, y: y + rowHeight - 4 }, text(worker.id)),
        bar('startUp', worker.askedMs, worker.startedMs, `${worker.id}: start-up`),
        bar('tearDown', last, end, `${worker.id}: tear-down`),
      ]
    : [];
  const work = tasks.flatMap((task) => [
    bar('task', task.startedMs ?? 0, task.finishedMs ?? end, task.label),
    ...task.waits.map(({ kind, atMs, ms }) =>
      bar(kind, atMs, Math.min(end, atMs + ms), `${task.label}: ${partLabels[kind]}`),
    ),
  ]);
  return [...own, ...work].join('');
}

/** The parts of a lane's time in one bar; each says what it is. */
export function breakdownBar(model: string, parts: Readonly<Record<keyof Parts, number>>, whole: number): string {
  let x = 0;
  const bars = partNames.map((name) => {
    const share = parts[name] / whole;
    const bar =
      share === 0
        ? ''
        : rectangle(
            name,
            x,
            0,
            share * width,
            `${partLabels[name]}: ${wordedMs(parts[name])}, ${(share * 100).toFixed(1)} %`,
          );
    x += share * width;
    return bar;
  });
  const title = element('title', {}, text(`where the time of ${model} went`));
  return element('svg', { viewBox: `0 0 ${width} ${rowHeight}`, role: 'img' }, `${title}${bars.join('')}`);
}

function rectangle(name: keyof Parts | 'task', x: number, y: number, length: number, label: string): string {
  const place = { class: name, x: x.toFixed(2), y: y + 1, width: length.toFixed(2), height: rowHeight - 2 };
  return element('rect', place, element('title', {}, text(label)));
}
