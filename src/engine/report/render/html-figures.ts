import { partNames } from '../../measure/time/breakdown.ts';
import { inRows } from '../../measure/time/rows.ts';
import type { Span } from '../../measure/time/waits.ts';
import { counted, wordedMs } from '../../text/numbers.ts';
import { partLabels } from '../columns/parts.ts';
import type { ReportRound } from '../round.ts';
import { type RoundTimeline, roundTimeline } from '../round-timeline.ts';
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
  if (ms >= 1e12) return wordedMs(ms);
  return ms >= 1_000 ? `${Number((ms / 1_000).toFixed(3))} s` : `${Number(ms.toFixed(3))} ms`;
}

/** A run as rows of workers, from start-up to tear-down. */
export function timeline(lane: string, round: ReportRound, scale: Scale): string {
  const rows = roundTimeline(lane, round).flatMap(rowsOf);
  const shown = rows.slice(0, mostRows);
  const named = shown.length <= mostNamed;
  const high = named ? rowHeight : denseRowHeight;
  const bars = shown.map((row, index) => rowBars(row, { y: index * high, height: high }, scale)).join('');
  const height = Math.max(1, shown.length) * high;
  const grid = scale.ticks.map((tick) => {
    const x = percent(tick / scale.longestMs);
    return element('line', { class: 'grid', x1: x, x2: x, y1: 0, y2: height }, '');
  });
  const title = element('title', {}, text(`timeline of ${lane}`));
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

/** A worker with the tasks of its first row, or one more row of it for tasks that overlap with those above. */
interface Row extends RoundTimeline {
  readonly first: boolean;
}

function rowsOf(worker: RoundTimeline): Row[] {
  const [first = [], ...more] = inRows(worker.tasks);
  return [{ ...worker, tasks: first, first: true }, ...more.map((tasks) => ({ ...worker, tasks, first: false }))];
}

function rowBars(
  { worker, asked, ready, ended, tasks, gaps, returned, first }: Row,
  row: { readonly y: number; readonly height: number },
  { longestMs }: Scale,
): string {
  const bar = (part: Part, { from, to }: Span, label: string) => {
    const begin = Math.max(0, from / 1_000);
    const end = to / 1_000;
    if (end <= begin) return '';
    const place = { x: begin / longestMs, width: (end - begin) / longestMs, ...row };
    return rectangle(part, place, `${label}, ${wordedMs(end - from / 1_000)}`);
  };
  const own = first
    ? [
        bar('startUp', { from: asked, to: ready }, `${worker.id}: start-up`),
        ...gaps.flatMap((gap) =>
          gap.kind === 'passing' ? bar('passing', gap, `${worker.id}: ${partLabels.passing}`) : [],
        ),
        bar('tearDown', { from: returned, to: ended }, `${worker.id}: tear-down`),
      ]
    : [];
  const work = tasks.flatMap(({ task, waits, ...span }) => [
    bar('task', span, task.label),
    ...waits.map((wait) => bar(wait.kind, wait, `${task.label}: ${partLabels[wait.kind]}`)),
  ]);
  return [...own, ...work].join('');
}

/** The parts of a lane's time in one bar; each says what it is. */
export function breakdownBar(lane: string, parts: ReportRound['breakdownMs'], whole: number): string {
  let x = 0;
  const bars = partNames.map((name) => {
    const share = parts[name] / whole;
    const label = `${partLabels[name]}: ${wordedMs(parts[name])}, ${(share * 100).toFixed(1)} %`;
    const bar = share === 0 ? '' : rectangle(name, { x, width: share, y: 0, height: barHeight }, label);
    x += share;
    return bar;
  });
  const title = element('title', {}, text(`where the time of ${lane} went`));
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
