import { wordedMs } from '../../text/numbers.ts';
import { partsShown } from '../columns/parts.ts';
import type { ReportLane } from '../report.ts';
import { typicalParts, wholeOf } from '../typical.ts';
import { meantRunsText } from '../words/runs.ts';
import { breakdownBar } from './html-figures.ts';
import { laneFigure, legend } from './html-legend.ts';

/** Where the time of each lane's workers went, as bars. */
export function breakdownBars(lanes: readonly ReportLane[]): string {
  return `${legend(partsShown(lanes))}${lanes.map(laneBreakdown).join('')}`;
}

function laneBreakdown(lane: ReportLane): string {
  const parts = typicalParts(lane);
  const whole = wholeOf(lane) ?? 0;
  if (parts === undefined || whole === 0) return '';
  const caption = [`${wordedMs(whole)} of all workers together`, ...meantRunsText(lane)].join(', ');
  return laneFigure(lane.lane, caption, breakdownBar(lane.lane, parts, whole));
}
