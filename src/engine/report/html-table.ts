import { partNames } from '../measure/time/breakdown.ts';
import { element, text } from './html-text.ts';
import type { ReportLane } from './report.ts';
import type { ReportRound } from './round.ts';
import { typicalTimes } from './typical.ts';
import { partLabels } from './words.ts';

interface Column<Row> {
  readonly heading: string;
  /** In what its figures are; a column without is one of words. */
  readonly unit?: string;
  readonly of: (row: Row) => string;
}

const lane: Column<ReportLane> = { heading: 'model', of: ({ model }) => model };

const outcome: readonly Column<ReportLane>[] = [
  lane,
  { heading: 'state', of: ({ state }) => state },
  {
    heading: 'speed-up',
    unit: 'times as fast',
    of: ({ speedup }) => (speedup === undefined ? '' : `${speedup.toFixed(2)}×`),
  },
];

const times: readonly Column<ReportLane>[] = [
  { heading: 'wall', unit: 'ms', of: (row) => inMs(typicalTimes(row)?.wallMs) },
  { heading: 'start-up', unit: 'ms', of: (row) => inMs(typicalTimes(row)?.spawnMs) },
  { heading: 'work', unit: 'ms', of: (row) => inMs(typicalTimes(row)?.workMs) },
  { heading: 'tear-down', unit: 'ms', of: (row) => inMs(typicalTimes(row)?.teardownMs) },
  { heading: 'CPU', unit: 'ms', of: (row) => inMs(typicalTimes(row)?.cpuMs) },
  { heading: 'rounds', unit: 'that count', of: ({ rounds }) => String(rounds.filter(({ counts }) => counts).length) },
];

const interval: Column<ReportLane> = {
  heading: '95 %',
  unit: 'from-to',
  of: ({ speedupInterval: range }) => (range === undefined ? '' : `${range.low.toFixed(2)}-${range.high.toFixed(2)}`),
};

const meanings = [
  ['speed-up', 'against the sequential lane of the same runtime, wall by wall'],
  ['wall', 'from when the runner is ready to the end of the run'],
  ['start-up', 'the part of it before the first task began'],
  ['work', 'from the begin of the first task to the end of the last'],
  ['tear-down', 'from the end of the last task to the end of the run'],
  ['CPU', 'time on a core, of all processes and threads together'],
] as const;

/** A row a lane: medians over the rounds that count, and what they are. */
export function timesTable(lanes: readonly ReportLane[]): string {
  const ranges = lanes.some(({ speedupInterval }) => speedupInterval !== undefined) ? [interval] : [];
  const explained = meanings.map(([term, meaning]) =>
    element('div', {}, `${element('dt', {}, text(term))}${element('dd', {}, text(meaning))}`),
  );
  const several = lanes.some(({ rounds }) => rounds.length > 1);
  const note = several ? element('p', { class: 'note' }, 'Medians over the rounds that count.') : '';
  return `${table('times', [...outcome, ...ranges, ...times], lanes)}${note}${element('dl', {}, explained.join(''))}`;
}

/** A row a lane, a column for each part of its workers' time that any of them has. */
export function sharesTable(lanes: readonly ReportLane[]): string {
  const shown = partNames.filter((name) => lanes.some(({ rounds }) => (rounds.at(-1)?.breakdownMs[name] ?? 0) > 0));
  const columns = shown.map(
    (name): Column<ReportLane> => ({
      heading: partLabels[name],
      unit: 'ms',
      of: ({ rounds }) => inMs(rounds.at(-1)?.breakdownMs[name]),
    }),
  );
  return table('where the time went', [lane, ...columns], lanes);
}

interface LaneRound {
  readonly model: string;
  readonly round: ReportRound;
}

const perRound: readonly Column<LaneRound>[] = [
  { heading: 'model', of: ({ model }) => model },
  { heading: 'kind', of: ({ round: { kind } }) => kind },
  { heading: 'state', of: ({ round: { state } }) => state },
  { heading: 'round', unit: 'no.', of: ({ round: { round } }) => String(round) },
  { heading: 'wall', unit: 'ms', of: ({ round: { wallMs } }) => inMs(wallMs) },
  { heading: 'work', unit: 'ms', of: ({ round: { workMs } }) => inMs(workMs) },
  { heading: 'CPU', unit: 'ms', of: ({ round: { cpuMs } }) => inMs(cpuMs) },
  { heading: 'reference before', unit: 'ms', of: ({ round: { reference } }) => inMs(reference?.beforeMs) },
  { heading: 'and after', unit: 'ms', of: ({ round: { reference } }) => inMs(reference?.afterMs) },
];

/** A row for every run that was made. */
export function roundsTable(lanes: readonly ReportLane[]): string {
  const rows = lanes.flatMap(({ model, rounds }) => rounds.map((round) => ({ model, round })));
  return table('each round', perRound, rows);
}

/** In a box of its own, which can be scrolled where the page is narrow. */
function table<Row>(label: string, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const head = columns.map(({ heading, unit }) => {
    const small = unit === undefined ? '' : ` ${element('small', {}, text(unit))}`;
    return element('th', { scope: 'col', ...kindOf(unit) }, `${text(heading)}${small}`);
  });
  const body = rows.map((row) => {
    const cells = columns.map(({ unit, of }, index) =>
      index === 0 ? element('th', { scope: 'row' }, text(of(row))) : element('td', kindOf(unit), text(of(row))),
    );
    return element('tr', {}, cells.join(''));
  });
  const inside = `<thead>${element('tr', {}, head.join(''))}</thead><tbody>${body.join('')}</tbody>`;
  const box = { class: 'wide', role: 'region', 'aria-label': label, tabindex: 0 };
  return element('div', box, element('table', {}, inside));
}

function kindOf(unit: string | undefined): Readonly<Record<string, string>> {
  return unit === undefined ? {} : { class: 'figure' };
}

function inMs(ms: number | undefined): string {
  return ms?.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 }) ?? '';
}
