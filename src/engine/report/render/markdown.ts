import { markdownTable, markdownText } from '../../text/markdown.ts';
import { plainText } from '../../text/plain.ts';
import { type Align, joinParagraphs } from '../../text/table.ts';
import { type Block, type Table, termsText } from '../blocks.ts';
import { drawPlot } from './plot.ts';

/** Blocks in GitHub's Markdown, for an issue or a README. */
export function markdownOf(blocks: readonly Block[]): string {
  return joinParagraphs(blocks.flatMap(paragraphsOf));
}

function paragraphsOf(block: Block): string[][] {
  switch (block.kind) {
    case 'title':
      return [[`## ${markdownText(block.text)}`], bullets(block.facts)];
    case 'section':
      return underHeading(block.heading, block.blocks.flatMap(paragraphsOf));
    case 'table':
      return [tableLines(block)];
    case 'plot':
      return [['```', ...drawPlot(block), '```']];
    case 'list':
    case 'facts':
    case 'conclusion':
      return [bullets(block.items)];
    case 'remarks':
      return [block.remarks.map(({ about, text }) => `- **${markdownText(about)}**: ${markdownText(text)}`)];
    case 'warnings':
      return block.items.map((item) => [`> **Warning:** ${markdownText(item)}`]);
    case 'terms':
      return block.terms.length === 0 ? [] : [[markdownText(termsText(block.terms))]];
    case 'details':
      return underHeading(block.summary, block.blocks.flatMap(paragraphsOf));
    case 'note':
    case 'timelines':
    case 'breakdowns':
      return [];
  }
}

/** Nothing where there is nothing to stand under it. */
function underHeading(heading: string | undefined, paragraphs: string[][]): string[][] {
  if (heading === undefined || paragraphs.every(({ length }) => length === 0)) return paragraphs;
  return [[`### ${markdownText(heading)}`], ...paragraphs];
}

function bullets(items: readonly string[]): string[] {
  return items.map((item) => `- ${markdownText(item)}`);
}

function tableLines({ columns, rows }: Table): string[] {
  const aligns = columns.map(({ align }) => align);
  const headings = columns.map(({ heading }) => heading.replace('\n', ' '));
  return markdownTable([headings, ...rows.map((row) => row.map((cell, index) => cellOf(cell, aligns[index])))], aligns);
}

/** Figures are made of numbers, and hold nothing that Markdown would take for its own. */
function cellOf(cell: string, align: Align | undefined): string {
  return align === 'right' ? plainText(cell) : markdownText(cell);
}
