import { joinBlocks, terminalWidth as width } from '../text/blocks.ts';
import { plainText, wrapText } from '../text/plain.ts';
import { alignedRows } from '../text/table.ts';
import { type Column, type Term, termsText } from './column.ts';
import { coreColumns, coreTerms } from './core-columns.ts';
import type { Format } from './format.ts';
import { stateColumn, timeColumns } from './lane-columns.ts';
import { partColumns, partTerms } from './part-columns.ts';
import type { Report, ReportLane } from './report.ts';
import { verdictLines } from './verdict-words.ts';
import { breakEvenLines, headingOf, reasonLines, speedUpText, warningLines } from './words.ts';

const model: Column = { heading: 'model', of: (lane) => lane.lane, figures: false };
const times = timeColumns('wall', 'start-up', 'work', 'CPU');
const lineCount: Column = { heading: 'lines', of: ({ rounds }) => String(rounds.at(-1)?.lines ?? ''), figures: true };

/** All that is known, for people: one row a lane in each table, under them what that means, and why. */
export const table: Format = (report) => {
  const { lanes } = report;
  const ran = lanes.filter(({ rounds }) => rounds.length > 0);
  return inBlocks([
    ...timesAndVerdict(report),
    ran.length === 0
      ? []
      : [
          "where the workers' time went, in %",
          ...rowsOf([model, ...partColumns(ran, 'short')], ran),
          ...notes(partTerms(ran, report.environment, 'short')),
        ],
    ran.length === 0
      ? []
      : ['how the cores were used', ...rowsOf([model, ...coreColumns('short')], ran), ...notes(coreTerms('short'))],
    breakEvenLines(report).flatMap((line) => wrapText(line, width, 2)),
    reasons(report),
    warnings(report),
  ]);
};

/** What a dashboard leaves behind: times, the verdict, what failed and what to beware of. */
export const summary: Format = (report) => {
  const failures = report.lanes.flatMap(({ lane: name, reason }) =>
    reason === undefined ? [] : [[`${name}:`, reason] as const],
  );
  return inBlocks([...timesAndVerdict(report), aligned(failures), warnings(report)]);
};

function timesAndVerdict(report: Report): string[][] {
  const { lanes, scenario } = report;
  const single = scenario.rounds === 1;
  const speedUp: Column = { heading: single ? 'speed-up' : 'speed-up, 95 %', of: speedUpText, figures: single };
  const shown = [model, stateColumn, ...times, speedUp, ...(single ? [lineCount] : [])];
  return [
    [headingOf(report)],
    rowsOf(shown, lanes),
    lanes.flatMap(findings),
    verdictLines(report).flatMap((line) => wrapText(line, width, 2)),
  ];
}

function reasons(report: Report): string[] {
  const lines = aligned(reasonLines(report).map(({ lane: name, text }) => [`${name}:`, text] as const));
  return lines.length === 0 || report.scenario.rounds === 1 ? lines : ['why, in the last round that counts', ...lines];
}

function warnings(report: Report): string[] {
  return warningLines(report).flatMap((line) => wrapText(`warning: ${line}`, width, 2));
}

function notes(terms: readonly Term[]): string[] {
  return terms.length === 0 ? [] : wrapText(`(${termsText(terms)})`, width, 1);
}

function inBlocks(blocks: readonly (readonly string[])[]): string {
  return joinBlocks(blocks.map((block) => block.map((line) => line.trimEnd())));
}

function rowsOf(shown: readonly Column[], lanes: readonly ReportLane[]): string[] {
  const rows = [shown.map(({ heading }) => heading), ...lanes.map((lane) => shown.map(({ of }) => of(lane)))];
  return alignedRows(
    rows,
    shown.map(({ figures }) => figures),
  );
}

/** Names in a column of their own, what is said of them wrapped beside it. */
function aligned(pairs: readonly (readonly [name: string, text: string])[]): string[] {
  const column = Math.max(0, ...pairs.map(([name]) => name.length)) + 1;
  return pairs.flatMap(([name, text]) => wrapText(`${name.padEnd(column)}${plainText(text)}`, width, column));
}

/** What a run told besides its times: what its tasks measured, and what became of its GIL. */
function findings({ lane, rounds }: ReportLane): string[] {
  const { gil, tasks = [] } = rounds.at(-1) ?? {};
  const measured = tasks.flatMap(({ label, measured }) => {
    const figures = Object.entries(measured ?? {}).filter(([, value]) => typeof value === 'number');
    const words = figures.map(
      ([name, value]) => `${name} ${Number(value).toLocaleString('en', { maximumFractionDigits: 1 })}`,
    );
    return words.length === 0 ? [] : `${lane}, ${plainText(label)}: ${plainText(words.join(', '))}`;
  });
  if (gil === undefined) return measured;
  return [
    ...measured,
    `${lane}: the GIL switched ${gil.switches} times, held for ${gil.meanHoldMs.toFixed(2)} ms on average`,
  ];
}
