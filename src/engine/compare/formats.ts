import { type Block, tableOf } from '../report/blocks.ts';
import { type comparisonFormatNames, type Format, json } from '../report/format.ts';
import { markdownOf } from '../report/render/markdown.ts';
import { terminalText } from '../report/render/terminal.ts';
import type { SessionComparison } from './comparison.ts';
import { columns, headingOf, noteLines } from './words.ts';

function blocksOf(comparison: SessionComparison): Block[] {
  return [
    { kind: 'title', text: headingOf(comparison), facts: [] },
    tableOf('what became of the lanes', columns, comparison.lanes),
    { kind: 'list', items: noteLines(comparison) },
  ];
}

/** Every format of `lanes compare --format`, by name. */
export const comparisonFormats: Readonly<Record<string, Format<SessionComparison>>> = {
  table: (comparison) => terminalText(blocksOf(comparison)),
  json,
  markdown: (comparison) => markdownOf(blocksOf(comparison)),
} satisfies Record<(typeof comparisonFormatNames)[number], Format<SessionComparison>>;
