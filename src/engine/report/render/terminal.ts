import { plainText } from '../../text/plain.ts';
import { type Align, alignedRows, joinParagraphs } from '../../text/table.ts';
import { terminalWidth, widthOf, wrapText } from '../../text/width.ts';
import { type Block, type Heading, type Remark, type Table, termsText } from '../blocks.ts';
import { drawPlot } from './plot.ts';

/** Blocks as plain text for a terminal of {@link terminalWidth} columns. */
export function terminalText(blocks: readonly Block[]): string {
  return joinParagraphs(paragraphsOf(blocks).map((lines) => lines.map((line) => line.trimEnd())));
}

/** What terms explain stands right above them. */
function paragraphsOf(blocks: readonly Block[]): string[][] {
  const paragraphs: string[][] = [];
  for (const block of blocks) {
    if (block.kind === 'terms') paragraphs.push([...(paragraphs.pop() ?? []), ...termLines(block.terms)]);
    else paragraphs.push(...paragraphsIn(block));
  }
  return paragraphs;
}

function paragraphsIn(block: Exclude<Block, { kind: 'terms' }>): string[][] {
  switch (block.kind) {
    case 'title':
      return [[block.text, ...block.facts].map(plainText)];
    case 'section':
      return underHeading(block.heading, paragraphsOf(block.blocks));
    case 'table':
      return [tableLines(block)];
    case 'plot':
      return [drawPlot(block)];
    case 'list':
    case 'conclusion':
      return [block.items.flatMap(wrapped)];
    case 'facts':
      return [block.items.map(plainText)];
    case 'remarks':
      return [remarkLines(block.remarks)];
    case 'warnings':
      return [block.items.flatMap((item) => wrapped(`warning: ${item}`))];
    case 'details':
      return underHeading(block.summary, paragraphsOf(block.blocks));
    case 'note':
    case 'timelines':
    case 'breakdowns':
      return [];
  }
}

/** Nothing where there is nothing to stand under it. */
function underHeading(heading: string | undefined, [first = [], ...others]: string[][]): string[][] {
  if (first.length === 0) return others;
  return [[...(heading === undefined ? [] : [plainText(heading)]), ...first], ...others];
}

function wrapped(sentence: string): string[] {
  return wrapText(plainText(sentence), terminalWidth, { indent: 2 });
}

function termLines(terms: Parameters<typeof termsText>[0]): string[] {
  return terms.length === 0 ? [] : wrapText(`(${termsText(terms)})`, terminalWidth, { indent: 1 });
}

/** Names in a column of their own, what is said of them wrapped beside it. */
function remarkLines(remarks: readonly Remark[]): string[] {
  const named = remarks.map(({ about, text }) => [`${plainText(about)}:`, plainText(text)] as const);
  const indent = Math.max(0, ...named.map(([name]) => widthOf(name))) + 1;
  return named.flatMap(([name, text]) => {
    const space = ' '.repeat(indent - widthOf(name));
    return wrapText(`${name}${space}${text}`, terminalWidth, { indent });
  });
}

/** Rows under their headings. What is too wide loses the columns that may be left out, one after the other. */
function tableLines({ columns, rows }: Table): string[] {
  const kept = columns.map((column, index) => ({ column, cells: rows.map((row) => plainText(row[index] ?? '')) }));
  for (;;) {
    const lines = fittedLines(kept);
    const next = kept.findLastIndex(({ column }) => column.ifTight === 'left-out');
    if (next < 0 || lines.every((line) => widthOf(line) <= terminalWidth)) return lines;
    kept.splice(next, 1);
  }
}

interface FilledColumn {
  readonly column: Heading;
  readonly cells: readonly string[];
}

/** The words of a last column that may be wrapped go on below in it. */
function fittedLines(columns: readonly FilledColumn[]): string[] {
  const rows = [...headingRows(columns), ...cellRows(columns)];
  const aligns = columns.map(({ column }) => column.align);
  return alignedRows(columns.at(-1)?.column.ifTight === 'wrapped' ? wrappedRows(rows, aligns) : rows, aligns);
}

function wrappedRows(rows: readonly (readonly string[])[], aligns: readonly Align[]): string[][] {
  const others = rows.map((row) => row.slice(0, -1));
  const room = terminalWidth - 2 - Math.max(...alignedRows(others, aligns.slice(0, -1)).map(widthOf));
  return rows.flatMap((row, index) => {
    const [first = '', ...more] = wrapText(row.at(-1) ?? '', room);
    const beside = others[index] ?? [];
    return [[...beside, first], ...more.map((line) => [...beside.map(() => ''), line])];
  });
}

/** Headings in as many rows as the longest has lines, the last of each at the bottom. */
function headingRows(columns: readonly FilledColumn[]): string[][] {
  const broken = columns.map(({ column }) => column.heading.split('\n'));
  const height = Math.max(...broken.map(({ length }) => length));
  return Array.from({ length: height }, (_, row) => broken.map((lines) => lines[lines.length - height + row] ?? ''));
}

function cellRows(columns: readonly FilledColumn[]): string[][] {
  const [first] = columns;
  return (first?.cells ?? []).map((_, row) => columns.map(({ cells }) => cells[row] ?? ''));
}
