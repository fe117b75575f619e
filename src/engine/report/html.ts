import { partNames } from '../measure/time/breakdown.ts';
import { wordedMs } from '../measure/worded-time.ts';
import type { Format } from './format.ts';
import { axis, breakdownBar, type Part, type Scale, scaleOf, timeline } from './html-figures.ts';
import { style } from './html-style.ts';
import { roundsTable, sharesTable, timesTable } from './html-table.ts';
import { element, list, text } from './html-text.ts';
import type { Report, ReportLane } from './report.ts';
import { verdictLines } from './verdict-words.ts';
import { breakEvenLines, headingOf, partLabels, reasonLines, warningLines } from './words.ts';

/**
 * One page for a browser: no script, no outside resource, light and dark as the reader's system
 * has it. Everything that came out of a run is escaped, and a policy forbids the page to load anything.
 */
export const html: Format = (report) => {
  const title = headingOf(report);
  const { lanes } = report;
  const body = [
    element('h1', {}, text(title)),
    element('p', { class: 'note' }, text(machineOf(report))),
    verdictOf(report),
    section('warnings', 'Warnings', list(warningLines(report))),
    section('break-even', 'Break-even', list(breakEvenLines(report))),
    section('times', 'Times', lanes.length === 0 ? '' : timesTable(lanes)),
    section('timelines', 'Timeline', timelines(lanes)),
    section('breakdowns', 'Where the time went', breakdowns(lanes)),
    section('why', 'Why', reasons(report)),
    section('rounds', 'Each round', roundsOf(lanes)),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>
${style}</style>
</head>
<body>
${body.filter((part) => part !== '').join('\n')}
</body>
</html>
`;
};

function machineOf({ environment: { cpu, platform, node } }: Report): string {
  return `${cpu}, ${platform}, Node.js ${node}`;
}

function section(name: string, heading: string, content: string): string {
  return content === '' ? '' : element('section', { class: name }, `${element('h2', {}, text(heading))}${content}`);
}

/** What it came to in a sentence, and under it what that rests on. */
function verdictOf(report: Report): string {
  const [first, ...others] = verdictLines(report);
  return first === undefined ? '' : section('verdict', 'Verdict', `${element('p', {}, text(first))}${list(others)}`);
}

/** What is said of each lane, beside its name. */
function reasons(report: Report): string {
  const byModel = Map.groupBy(reasonLines(report), ({ model }) => model);
  const said = [...byModel].map(([model, lines]) => {
    const all = lines.map((line) => element('dd', {}, text(line.text)));
    return element('div', {}, `${element('dt', {}, text(model))}${all.join('')}`);
  });
  return said.length === 0 ? '' : element('dl', {}, said.join(''));
}

function timelines(lanes: readonly ReportLane[]): string {
  const longest = Math.max(0, ...lanes.map(({ rounds }) => rounds.at(-1)?.wallMs ?? 0));
  if (longest === 0) return '';
  const scale = scaleOf(longest);
  const parts = ['startUp', 'task', 'sleep', 'io', 'lock', 'gil', 'tearDown'] as const;
  const note =
    'A row is a worker, or what overlaps on it; time since the runner was ready, the same scale for all lanes.';
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
    return (breakdownMs?.[part] ?? 0) > 0 || tasks.some(({ waits }) => waits.some(({ kind }) => kind === part));
  });
}

function laneTimeline({ model, rounds }: ReportLane, scale: Scale): string {
  const round = rounds.at(-1);
  if (round === undefined) return '';
  return element('figure', {}, `${caption(model, rounds, wordedMs(round.wallMs))}${timeline(model, round, scale)}`);
}

function breakdowns(lanes: readonly ReportLane[]): string {
  const shown = lanes.flatMap((lane) => laneBreakdown(lane));
  if (shown.length === 0) return '';
  const note =
    "Shares of all workers' wall time, from when each was asked for until it was gone; each instant counts once.";
  return [
    element('p', { class: 'note' }, text(note)),
    legend(partNames.filter((name) => lanes.some(({ rounds }) => (rounds.at(-1)?.breakdownMs[name] ?? 0) > 0))),
    ...shown,
    element('details', {}, `<summary>in figures</summary>${sharesTable(lanes)}`),
  ].join('');
}

function laneBreakdown({ model, rounds }: ReportLane): string[] {
  const round = rounds.at(-1);
  const whole = round === undefined ? 0 : partNames.reduce((sum, name) => sum + round.breakdownMs[name], 0);
  if (round === undefined || whole === 0) return [];
  const heading = caption(model, rounds, `${wordedMs(whole)} of all workers together`);
  return [element('figure', {}, `${heading}${breakdownBar(model, round.breakdownMs, whole)}`)];
}

/** Of several runs the last one is drawn, of which all is known. */
function caption(model: string, rounds: ReportLane['rounds'], what: string): string {
  const round = rounds.length > 1 ? `, round ${rounds.at(-1)?.round}` : '';
  return element('figcaption', {}, `${element('strong', {}, text(model))}${text(` ${what}${round}`)}`);
}

function legend(parts: readonly Part[]): string {
  const items = parts.map((part) =>
    element(
      'li',
      {},
      `${element('span', { class: `key ${part}` }, '')}${text(part === 'task' ? 'with a task' : partLabels[part])}`,
    ),
  );
  return element('ul', { class: 'legend' }, items.join(''));
}

function roundsOf(lanes: readonly ReportLane[]): string {
  const runs = lanes.reduce((sum, { rounds }) => sum + rounds.length, 0);
  if (runs <= lanes.length) return '';
  return element(
    'details',
    {},
    `<summary>all ${runs} runs, warm-ups and repeated ones too</summary>${roundsTable(lanes)}`,
  );
}
