import { wordedMs } from '../../text/numbers.ts';
import type { ReportLane } from '../report.ts';
import { lastRunText } from '../words/runs.ts';
import { axis, type Scale, scaleOf, timeline } from './html-figures.ts';
import { laneFigure, legend, type Part } from './html-legend.ts';
import { element, text } from './html-text.ts';

const parts = ['startUp', 'passing', 'task', 'sleep', 'io', 'gil', 'output', 'tearDown'] as const;

const note =
  'A row is a worker, or what overlaps on it; time since the runner was ready, the same scale for all lanes.';

/** The last run of each lane, of which alone all is known, as rows of workers. */
export function timelines(lanes: readonly ReportLane[]): string {
  const longest = Math.max(0, ...lanes.map(({ rounds }) => rounds.at(-1)?.wallMs ?? 0));
  if (longest === 0) return '';
  const scale = scaleOf(longest);
  return [
    element('p', { class: 'note' }, text(note)),
    legend(parts.filter((part) => isDrawn(part, lanes))),
    axis(scale),
    ...lanes.map((lane) => laneTimeline(lane, scale)),
  ].join('');
}

function isDrawn(part: Part, lanes: readonly ReportLane[]): boolean {
  if (part === 'task') return true;
  return lanes.some(({ rounds }) => {
    const { breakdownMs, tasks = [] } = rounds.at(-1) ?? {};
    // Of waits those are drawn that were stamped, and not those that were only found out.
    return part === 'startUp' || part === 'passing' || part === 'tearDown'
      ? (breakdownMs?.[part] ?? 0) > 0
      : tasks.some(({ waits }) => waits.some(({ kind }) => kind === part));
  });
}

function laneTimeline(lane: ReportLane, scale: Scale): string {
  const round = lane.rounds.at(-1);
  if (round === undefined) return '';
  const caption = [wordedMs(round.wallMs), ...lastRunText(lane)].join(', ');
  return laneFigure(lane.lane, caption, timeline(lane.lane, round, scale));
}
