import { partNames } from '../measure/time/breakdown.ts';
import { wordedMs } from '../measure/worded-time.ts';
import type { Format } from './format.ts';
import { breakdownBar, timeline } from './html-figures.ts';
import { element, text } from './html-text.ts';
import type { Report, ReportLane } from './report.ts';
import { typicalTimes } from './typical.ts';
import {
  breakEvenLines,
  headingOf,
  partLabels,
  reasonLines,
  speedUpText,
  verdictLines,
  warningLines,
} from './words.ts';

/**
 * One page for a browser: no script, no outside resource, light and dark as the reader's system
 * has it. Everything that came out of a run is escaped, and a policy forbids the page to load anything.
 */
export const html: Format = (report) => {
  const title = headingOf(report);
  const body = [
    element('h1', {}, text(title)),
    element('p', {}, text(machineOf(report))),
    section('Verdict', list(verdictLines(report))),
    section('Warnings', list(warningLines(report))),
    section('Break-even', list(breakEvenLines(report))),
    section('Times', table(report.lanes)),
    section('Timeline', `${timelineLegend}${report.lanes.map(laneTimeline).join('')}`),
    section('Where the time went', `${breakdownLegend}${report.lanes.map(laneBreakdown).join('')}`),
    section('Why', list(reasonLines(report).map(({ model, text: line }) => `${model}: ${line}`))),
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

function section(heading: string, content: string): string {
  return content === '' ? '' : element('section', {}, `${element('h2', {}, text(heading))}${content}`);
}

function list(lines: readonly string[]): string {
  return lines.length === 0 ? '' : element('ul', {}, lines.map((line) => element('li', {}, text(line))).join(''));
}

const headings = ['model', 'state', 'rounds', 'wall', 'start-up', 'work', 'tear-down', 'CPU', 'speed-up'];

function table(lanes: readonly ReportLane[]): string {
  const head = element('tr', {}, headings.map((heading) => element('th', { scope: 'col' }, text(heading))).join(''));
  return element(
    'div',
    { class: 'wide' },
    element('table', {}, `<thead>${head}</thead><tbody>${lanes.map(row).join('')}</tbody>`),
  );
}

function row(lane: ReportLane): string {
  const { model, state, rounds } = lane;
  const typical = typicalTimes(lane);
  const times = [typical?.wallMs, typical?.spawnMs, typical?.workMs, typical?.teardownMs, typical?.cpuMs];
  const cells = [
    state,
    String(rounds.filter(({ counts }) => counts).length),
    ...times.map((ms) => (ms === undefined ? '' : wordedMs(ms))),
    speedUpText(lane),
  ];
  const name = element('th', { scope: 'row' }, text(model));
  return element('tr', {}, `${name}${cells.map((cell) => element('td', {}, text(cell))).join('')}`);
}

function laneTimeline({ model, rounds }: ReportLane, _: number, lanes: readonly ReportLane[]): string {
  const round = rounds.at(-1);
  const longest = Math.max(...lanes.map((lane) => lane.rounds.at(-1)?.wallMs ?? 0));
  if (round === undefined || longest === 0) return '';
  return element(
    'figure',
    {},
    `${element('figcaption', {}, text(`${model}${roundText(rounds)}, ${wordedMs(round.wallMs)}`))}${timeline(model, round, longest)}`,
  );
}

function laneBreakdown({ model, rounds }: ReportLane): string {
  const round = rounds.at(-1);
  if (round === undefined) return '';
  const whole = partNames.reduce((sum, name) => sum + round.breakdownMs[name], 0);
  if (whole === 0) return '';
  const caption = element('figcaption', {}, text(`${model}${roundText(rounds)}, ${wordedMs(whole)} of its workers`));
  return element('figure', {}, `${caption}${breakdownBar(model, round.breakdownMs, whole)}`);
}

/** Which of several runs is drawn: the last one, of which all is known. */
function roundText(rounds: ReportLane['rounds']): string {
  return rounds.length > 1 ? `, round ${rounds.at(-1)?.round}` : '';
}

const timelineLegend = legend([
  ['startUp', partLabels.startUp],
  ['task', 'with a task'],
  ['sleep', partLabels.sleep],
  ['io', partLabels.io],
  ['lock', partLabels.lock],
  ['gil', partLabels.gil],
  ['tearDown', partLabels.tearDown],
]);
const breakdownLegend = legend(partNames.map((name) => [name, partLabels[name]]));

function legend(entries: readonly (readonly [name: string, label: string])[]): string {
  const items = entries.map(([name, label]) =>
    element('li', {}, `${element('span', { class: `key ${name}` }, '')}${text(label)}`),
  );
  return element('ul', { class: 'legend' }, items.join(''));
}

const style = `:root { color-scheme: light dark; --ink: #1c1c1c; --paper: #ffffff; --line: #d5d5d5; --soft: #6a6a6a;
  --startUp: #8a6fc2; --queueing: #c9c9c9; --passing: #b0812f; --running: #2f7d4f; --runQueue: #c24b3a;
  --lock: #b03a7a; --gil: #7d2248; --sleep: #7fa8d6; --io: #3d74b8; --tearDown: #a39ab8; --unattributed: #8f8f8f; --task: #5f9ea0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #161616; --line: #3c3c3c; --soft: #a2a2a2;
  --startUp: #a68ee0; --queueing: #555555; --passing: #d6a64f; --running: #55b27b; --runQueue: #e8705d;
  --lock: #da6aa8; --gil: #c24b7f; --sleep: #5f88b8; --io: #6aa1e6; --tearDown: #837a99; --unattributed: #767676; --task: #3f7f82; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 70rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 0.75rem; border-bottom: 1px solid var(--line); text-align: right; }
th:first-child, td:nth-child(2) { text-align: left; }
figure { margin: 0.75rem 0; } figcaption { color: var(--soft); font-size: 0.9rem; }
svg { display: block; width: 100%; } svg text { fill: var(--ink); font: 11px system-ui, sans-serif; }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; font-size: 0.9rem; }
.key { display: inline-block; width: 0.8em; height: 0.8em; margin-right: 0.4em; border-radius: 2px; }
${['task', ...partNames].map((name) => `.${name} { fill: var(--${name}); background: var(--${name}); }`).join('\n')}
`;
