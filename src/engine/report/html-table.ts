import { rangeText } from '../text/numbers.ts';
import { type Column as LaneColumn, timeCell } from './column.ts';
import { definitions, element, text } from './html-text.ts';
import { countedColumn, stateColumn, timeColumns } from './lane-columns.ts';
import type { ReportLane } from './report.ts';
import type { ReportRound } from './round.ts';

interface Column<Row> {
  readonly heading: string;
  /** What its figures are, below its heading. */
  readonly unit?: string;
  /** Figures are kept to the right. */
  readonly figures: boolean;
  readonly of: (row: Row) => string;
}

const laneName: Column<ReportLane> = { heading: 'model', figures: false, of: ({ lane }) => lane };

const outcome: readonly Column<ReportLane>[] = [
  laneName,
  stateColumn,
  {
    heading: 'speed-up',
    unit: 'times as fast',
    figures: true,
    of: ({ speedUp }) => (speedUp === undefined ? '' : `${speedUp.toFixed(2)}×`),
  },
];

const times: readonly Column<ReportLane>[] = [
  ...timeColumns('wall', 'start-up', 'work', 'tear-down', 'CPU'),
  { ...countedColumn, unit: 'that count' },
];

const interval: Column<ReportLane> = {
  heading: '95 %',
  unit: 'from-to',
  figures: true,
  of: ({ speedUpInterval: range }) => (range === undefined ? '' : rangeText(range)),
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
  const ranges = lanes.some(({ speedUpInterval }) => speedUpInterval !== undefined) ? [interval] : [];
  return `${table('times', [...outcome, ...ranges, ...times], lanes)}${medianNote(lanes)}${definitions(meanings)}`;
}

/** Says that figures are medians, where there is more than one run of any lane. */
export function medianNote(lanes: readonly ReportLane[]): string {
  const several = lanes.some(({ rounds }) => rounds.length > 1);
  return several ? element('p', { class: 'note' }, 'Medians over the rounds that count.') : '';
}

/** A row a lane: beside its name, what the columns tell of it. */
export function laneTable(label: string, columns: readonly LaneColumn[], lanes: readonly ReportLane[]): string {
  return table(label, [laneName, ...columns], lanes);
}

interface LaneRound {
  readonly lane: string;
  readonly round: ReportRound;
}

const perRound: readonly Column<LaneRound>[] = [
  { heading: 'model', figures: false, of: ({ lane }) => lane },
  { heading: 'kind', figures: false, of: ({ round: { kind } }) => kind },
  { heading: 'state', figures: false, of: ({ round: { state } }) => state },
  { heading: 'round', unit: 'no.', figures: true, of: ({ round: { round } }) => String(round) },
  { heading: 'wall', figures: true, of: ({ round: { wallMs } }) => timeCell(wallMs) },
  { heading: 'work', figures: true, of: ({ round: { workMs } }) => timeCell(workMs) },
  { heading: 'CPU', figures: true, of: ({ round: { cpuMs } }) => timeCell(cpuMs) },
  { heading: 'reference before', figures: true, of: ({ round: { reference } }) => timeCell(reference?.beforeMs) },
  { heading: 'and after', figures: true, of: ({ round: { reference } }) => timeCell(reference?.afterMs) },
];

/** A row for every run that was made. */
export function roundsTable(lanes: readonly ReportLane[]): string {
  const rows = lanes.flatMap(({ lane, rounds }) => rounds.map((round) => ({ lane, round })));
  return table('each round', perRound, rows);
}

/** In a box of its own, which can be scrolled where the page is narrow. */
function table<Row>(label: string, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const head = columns.map(({ heading, unit, figures }) => {
    const small = unit === undefined ? '' : ` ${element('small', {}, text(unit))}`;
    return element('th', { scope: 'col', ...kindOf(figures) }, `${text(heading)}${small}`);
  });
  const body = rows.map((row) => {
    const cells = columns.map(({ figures, of }, index) =>
      index === 0 ? element('th', { scope: 'row' }, text(of(row))) : element('td', kindOf(figures), text(of(row))),
    );
    return element('tr', {}, cells.join(''));
  });
  const inside = `<thead>${element('tr', {}, head.join(''))}</thead><tbody>${body.join('')}</tbody>`;
  const box = { class: 'wide', role: 'region', 'aria-label': label, tabindex: 0 };
  return element('div', box, element('table', {}, inside));
}

function kindOf(figures: boolean): Readonly<Record<string, string>> {
  return figures ? { class: 'figure' } : {};
}
