import type { Cell } from '../test/smoke/terminal.ts';

const cellWidth = 8.4;
const cellHeight = 18;
const padding = 12;
const background = '#11151c';
const foreground = '#d5dae3';
/** The sixteen colours of a terminal, calm enough for a page. */
const palette = [
  '#2a3140',
  '#e06c75',
  '#98c379',
  '#e5c07b',
  '#61afef',
  '#c678dd',
  '#56b6c2',
  '#c8ccd4',
  '#7f8796',
  '#ef8f97',
  '#b3d997',
  '#f0d399',
  '#8cc8ff',
  '#d9a0ea',
  '#83d0da',
  '#ffffff',
] as const;

/** Draws a terminal's screen as an SVG picture. */
export function svgOf(rows: readonly (readonly Cell[])[]): string {
  const width = Math.max(...rows.map((row) => row.length)) * cellWidth + 2 * padding;
  const height = rows.length * cellHeight + 2 * padding;
  const texts = rows.flatMap((row, y) => runsOf(row).map((run) => textOf(run, y)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height}" font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
    `<rect width="100%" height="100%" rx="8" fill="${background}"/>`,
    ...texts,
    '</svg>',
    '',
  ].join('\n');
}

interface Run {
  readonly x: number;
  readonly text: string;
  readonly cell: Cell;
}

/** Neighbouring cells of one look make one piece of text. */
function runsOf(row: readonly Cell[]): Run[] {
  const runs: Run[] = [];
  for (const [x, cell] of row.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && looksLike(last.cell, cell))
      runs[runs.length - 1] = { ...last, text: last.text + cell.text };
    else runs.push({ x, text: cell.text, cell });
  }
  return runs.filter(({ text, cell }) => text.trim() !== '' || cell.inverse);
}

function looksLike(a: Cell, b: Cell): boolean {
  return a.colour === b.colour && a.bold === b.bold && a.dim === b.dim && a.inverse === b.inverse;
}

function textOf({ x, text, cell }: Run, y: number): string {
  const left = padding + x * cellWidth;
  const top = padding + y * cellHeight;
  const length = text.length * cellWidth;
  const colour = cell.colour === undefined ? foreground : (palette[cell.colour] ?? foreground);
  const box = `<rect x="${left.toFixed(1)}" y="${top}" width="${length.toFixed(1)}" height="${cellHeight}" fill="${colour}"/>`;
  const attributes = [
    `x="${left.toFixed(1)}"`,
    `y="${top + 13.5}"`,
    `textLength="${length.toFixed(1)}"`,
    `fill="${cell.inverse ? background : colour}"`,
    ...(cell.bold ? ['font-weight="bold"'] : []),
    ...(cell.dim ? ['opacity="0.6"'] : []),
  ];
  return `${cell.inverse ? box : ''}<text xml:space="preserve" ${attributes.join(' ')}>${escaped(text)}</text>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
