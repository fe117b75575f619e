import type { Environment } from '../measure/environment.ts';
import { wordedMs } from '../measure/worded-time.ts';
import { breakdownBar } from './html-figures.ts';
import { laneFigure, legend } from './html-legend.ts';
import { laneTable } from './html-table.ts';
import { definitions, element, text } from './html-text.ts';
import { partColumns, partsShown, partTerms } from './part-columns.ts';
import type { ReportLane } from './report.ts';
import { meantRunsText } from './run-text.ts';
import { typicalParts, wholeOf } from './typical.ts';

const note =
  "Shares of all workers' wall time, from when each was asked for until it was gone; each instant counts once.";

/** Where the time of each lane's workers went, as bars and in figures. */
export function breakdowns(lanes: readonly ReportLane[], environment: Environment): string {
  const shown = lanes.flatMap(laneBreakdown);
  if (shown.length === 0) return '';
  const table = laneTable('where the time went', partColumns(lanes, 'long', 'times'), lanes);
  return [
    element('p', { class: 'note' }, text(note)),
    legend(partsShown(lanes)),
    ...shown,
    definitions(partTerms(lanes, environment, 'long')),
    element('details', {}, `<summary>in figures</summary>${table}`),
  ].join('');
}

function laneBreakdown(lane: ReportLane): string[] {
  const parts = typicalParts(lane);
  const whole = wholeOf(lane) ?? 0;
  if (parts === undefined || whole === 0) return [];
  const caption = [`${wordedMs(whole)} of all workers together`, ...meantRunsText(lane)].join(', ');
  return [laneFigure(lane.lane, caption, breakdownBar(lane.lane, parts, whole))];
}
