import { joinBlocks } from '../text/blocks.ts';
import { markdownTable, markdownText } from '../text/markdown.ts';
import { type Column, type Term, termsText } from './column.ts';
import { coreColumns, coreTerms } from './core-columns.ts';
import type { Format } from './format.ts';
import { countedColumn, stateColumn, timeColumns } from './lane-columns.ts';
import { partColumns, partTerms } from './part-columns.ts';
import type { ReportLane } from './report.ts';
import { verdictLines } from './verdict-words.ts';
import { breakEvenLines, headingOf, reasonLines, speedUpText, warningLines } from './words.ts';

const model: Column = { heading: 'model', of: (lane) => markdownText(lane.lane), figures: false };
const times: readonly Column[] = [
  stateColumn,
  countedColumn,
  ...timeColumns('wall', 'start-up', 'work', 'CPU'),
  { heading: 'speed-up', of: speedUpText, figures: true },
];

/** For an issue or a README: heading, tables, verdict, break-even, reasons and warnings, in GitHub's Markdown. */
export const markdown: Format = (report) => {
  const { lanes, environment } = report;
  const ran = lanes.filter(({ rounds }) => rounds.length > 0);
  const reasons = reasonLines(report).map((line) => `- **${markdownText(line.lane)}**: ${markdownText(line.text)}`);
  return joinBlocks([
    [`## ${markdownText(headingOf(report))}`],
    tableOf(times, lanes),
    verdictLines(report).map((line) => `- ${markdownText(line)}`),
    breakEvenLines(report).map((line) => `- ${markdownText(line)}`),
    reasons,
    ...section(
      "Where the workers' time went, in %",
      partColumns(ran, 'long'),
      ran,
      partTerms(ran, environment, 'long'),
    ),
    ...section('How the cores were used', coreColumns('long'), ran, coreTerms('long')),
    warningLines(report).map((line) => `> **Warning:** ${markdownText(line)}`),
  ]);
};

/** A table under a small heading, and what its columns mean; nothing without lanes. */
function section(
  heading: string,
  columns: readonly Column[],
  lanes: readonly ReportLane[],
  terms: readonly Term[],
): string[][] {
  if (lanes.length === 0) return [];
  return [[`### ${heading}`], tableOf(columns, lanes), terms.length === 0 ? [] : [markdownText(termsText(terms))]];
}

function tableOf(columns: readonly Column[], lanes: readonly ReportLane[]): string[] {
  const shown = [model, ...columns];
  return markdownTable(
    [shown.map(({ heading }) => heading), ...lanes.map((lane) => shown.map(({ of }) => of(lane)))],
    shown.map(({ figures }) => figures),
  );
}
