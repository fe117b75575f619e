import { partNames } from '../../measure/time/breakdown.ts';
import { counted, wordedMs } from '../../text/numbers.ts';
import { partLabels } from '../columns/parts.ts';
import type { ReportRound, ReportTask, ReportWorker } from '../round.ts';
import type { Part } from './html-legend.ts';
import { element, text } from './html-text.ts';

const barHeight = 18;
/** Rows are this high where there are few, and no more than this many have their name beside them. */
const rowHeight = 18;
const mostNamed = 16;
const denseRowHeight = 6;
/** More rows than this make a picture nobody reads; the rest is told in words. */
const mostRows = 64;
const mostTicks = 6;

/** A scale from 0 that all lanes share; what has a place on it has it in percent of its width. */
export interface Scale {
  readonly longestMs: number;
  readonly ticks: readonly number[];
}

/** A scale with round figures on it. */
export function scaleOf(longestMs: number): Scale {
  const rough = longestMs / mostTicks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((times) => times * power >= rough) ?? 10);
  const ticks = Array.from({ length: Math.floor(longestMs / step) + 1 }, (_, index) => index * step);
  return { longestMs, ticks };
}

/** The scale's figures, in a row above the lanes. */
export function axis(scale: Scale): string {
  const labels = scale.ticks.map((tick) => {
    const share = tick / scale.longestMs;
    const anchor = tick === 0 ? 'start' : share > 0.96 ? 'end' : 'middle';
    const label = tick === 0 ? '0' : wordedTick(tick);
    return element('text', { x: percent(share), y: 12, 'text-anchor': anchor }, text(label));
  });
  const plot = element('svg', { class: 'axis', height: 16, 'aria-hidden': 'true' }, labels.join(''));
  return element('div', { class: 'plot' }, `${element('span', {}, '')}${plot}`);
}

function wordedTick(ms: number): string {
  return ms >= 1_000 ? `${Number((ms / 1_000).toFixed(3))} s` : `${Number(ms.toFixed(3))} ms`;
}

/** A round as rows of workers, from start-up to tear-down. */
export function timeline(model: string, round: ReportRound, scale: Scale): string {
  const rows = round.workers.flatMap((worker) => rowsOf(worker, round.tasks));
  const shown = rows.slice(0, mostRows);
  const named = shown.length <= mostNamed;
  const high = named ? rowHeight : denseRowHeight;
  const bars = shown.map((row, index) => rowBars(row, { y: index * high, high }, round.wallMs, scale)).join('');
  const height = Math.max(1, shown.length) * high;
  const grid = scale.ticks.map((tick) => {
    const x = percent(tick / scale.longestMs);
    return element('line', { class: 'grid', x1: x, x2: x, y1: 0, y2: height }, '');
  });
  const title = element('title', {}, text(`timeline of ${model}`));
  const svg = element('svg', { height, role: 'img' }, `${title}${grid.join('')}${bars}`);
  const more = rows.length - shown.length;
  const names = named
    ? shown.map(({ worker, first }) => (first ? worker.id : ''))
    : [
        counted(round.workers.length, 'worker'),
        ...(shown.length > round.workers.length ? [counted(rows.length, 'row')] : []),
        ...(more > 0 ? [`${more} rows more`, 'are not shown'] : []),
      ];
  const beside = names.map((name) => element('span', {}, text(name))).join('');
  return element('div', { class: 'plot' }, `${element('div', { class: 'names' }, beside)}${svg}`);
}

/** A worker, or one more row of it for tasks that overlap with those above. */
interface Row {
  readonly worker: ReportWorker;
  readonly first: boolean;
  readonly tasks: readonly ReportTask[];
  /** When the worker's last task ended, in whichever row; Infinity where one did not end. */
  readonly lastMs: number;
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
  const lastMs = Math.max(worker.startedMs, ...own.map(({ finishedMs = Number.POSITIVE_INFINITY }) => finishedMs));
  return rows.map((tasks, index) => ({ worker, first: index === 0, tasks, lastMs }));
}

function rowBars(
  { worker, first, tasks, lastMs }: Row,
  { y, high }: { readonly y: number; readonly high: number },
  wallMs: number,
  { longestMs }: Scale,
): string {
  const end = worker.exitedMs ?? wallMs;
  const bar = (part: Part, from: number, to: number, label: string) => {
    const begin = Math.max(0, from);
    if (to <= begin) return '';
    const place = { x: begin / longestMs, width: (to - begin) / longestMs, y, height: high };
    return rectangle(part, place, `${label}, ${wordedMs(to - from)}`);
  };
  const own = first
    ? [
        bar('startUp', worker.askedMs, worker.startedMs, `${worker.id}: start-up`),
        bar('tearDown', lastMs, end, `${worker.id}: tear-down`),
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
export function breakdownBar(model: string, parts: ReportRound['breakdownMs'], whole: number): string {
  let x = 0;
  const bars = partNames.map((name) => {
    const share = parts[name] / whole;
    const label = `${partLabels[name]}: ${wordedMs(parts[name])}, ${(share * 100).toFixed(1)} %`;
    const bar = share === 0 ? '' : rectangle(name, { x, width: share, y: 0, height: barHeight }, label);
    x += share;
    return bar;
  });
  const title = element('title', {}, text(`where the time of ${model} went`));
  return element('svg', { height: barHeight, role: 'img' }, `${title}${bars.join('')}`);
}

interface Place {
  /** Shares of the width. */
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
}

function rectangle(part: Part, { x, width, y, height }: Place, label: string): string {
  const place = { class: part, x: percent(x), y: y + 1, width: percent(width), height: height - 2 };
  return element('rect', place, element('title', {}, text(label)));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}
