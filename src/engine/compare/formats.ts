import { joinBlocks, terminalWidth as width } from '../text/blocks.ts';
import { markdownTable, markdownText } from '../text/markdown.ts';
import { plainText, wrapText } from '../text/plain.ts';
import type { comparisonFormatNames } from './format-names.ts';
import { narrowTable } from './narrow-table.ts';
import type { SessionComparison } from './session-comparison.ts';
import { figures, headingOf, headings, noteLines, rowOf } from './words.ts';

type Format = (comparison: SessionComparison) => string;

const table: Format = (comparison) => {
  const rows = comparison.lanes.map((lane) => rowOf(lane).map(plainText));
  const wrapped = (line: string) => wrapText(plainText(line), width, 2);
  return joinBlocks([wrapped(headingOf(comparison)), narrowTable(rows), noteLines(comparison).flatMap(wrapped)]);
};

const markdown: Format = (comparison) => {
  const rows = [headings, ...comparison.lanes.map((lane) => rowOf(lane).map(markdownText))];
  const notes = noteLines(comparison).map((line) => `- ${markdownText(line)}`);
  return joinBlocks([[`## ${markdownText(headingOf(comparison))}`], markdownTable(rows, figures), notes]);
};

const json: Format = (comparison) => `${JSON.stringify(comparison, undefined, 2)}\n`;

/** Every format of `lanes compare --format`, by name. */
export const comparisonFormats: Readonly<Record<string, Format>> = { table, json, markdown } satisfies Record<
  (typeof comparisonFormatNames)[number],
  Format
>;
