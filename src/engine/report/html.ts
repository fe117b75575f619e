import { coreColumns, coreTerms } from './core-columns.ts';
import type { Format } from './format.ts';
import { breakdowns } from './html-breakdowns.ts';
import { style } from './html-style.ts';
import { laneTable, medianNote, roundsTable, timesTable } from './html-table.ts';
import { definitions, element, list, text } from './html-text.ts';
import { timelines } from './html-timelines.ts';
import type { Report, ReportLane } from './report.ts';
import { verdictLines } from './verdict-words.ts';
import { breakEvenLines, headingOf, reasonLines, warningLines } from './words.ts';

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
    section('breakdowns', 'Where the time went', breakdowns(lanes, report.environment)),
    section('cores', 'How the cores were used', coreUse(lanes)),
    section('why', 'Why', reasons(report)),
    section('rounds', 'Each round', everyRound(lanes)),
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
  const byModel = Map.groupBy(reasonLines(report), ({ lane }) => lane);
  const said = [...byModel].map(([model, lines]) => {
    const all = lines.map((line) => element('dd', {}, text(line.text)));
    return element('div', {}, `${element('dt', {}, text(model))}${all.join('')}`);
  });
  return said.length === 0 ? '' : element('dl', {}, said.join(''));
}

function coreUse(lanes: readonly ReportLane[]): string {
  const ran = lanes.filter(({ rounds }) => rounds.length > 0);
  if (ran.length === 0) return '';
  const table = laneTable('how the cores were used', coreColumns('long'), ran);
  return `${table}${medianNote(ran)}${definitions(coreTerms('long'))}`;
}

function everyRound(lanes: readonly ReportLane[]): string {
  const runs = lanes.reduce((sum, { rounds }) => sum + rounds.length, 0);
  if (runs <= lanes.length) return '';
  return element(
    'details',
    {},
    `<summary>all ${runs} runs, warm-ups and repeated ones too</summary>${roundsTable(lanes)}`,
  );
}
