import { plainText } from '../../engine/text/plain.ts';
import { fitText, widthOf, wrapText } from '../../engine/text/width.ts';
import type { Paint, Theme } from '../theme.ts';

/** A piece of a row: any text, and how it is painted. */
export type Piece = readonly [text: string, paint?: Paint | undefined];

/** One string of exactly `width` columns: the pieces one after the other, cut where the row ends. All text on the screen comes through here. */
export function row(theme: Theme, width: number, pieces: readonly Piece[]): string {
  let left = width;
  let out = '';
  for (const [raw, paint] of pieces) {
    if (left <= 0) break;
    const text = plainText(raw);
    const wide = widthOf(text);
    const shown = theme.shown(wide <= left ? text : fitText(text, left, theme.glyph.ellipsis));
    out += paint === undefined ? shown : paint(shown);
    left -= Math.min(wide, left);
  }
  return left > 0 ? out + ' '.repeat(left) : out;
}

/** Like {@link row}, with `right` kept at the right edge; it wins where both do not fit. */
export function spread(theme: Theme, width: number, left: readonly Piece[], right: readonly Piece[]): string {
  const rightWidth = Math.min(width, totalWidth(right));
  return row(theme, width - rightWidth, left) + row(theme, rightWidth, right);
}

/** Columns of the mark between two pieces of a series. */
export const between = 3;

/**
 * Pieces with a mark between two of them, as many as fit into `width` columns: those at the end are left
 * out whole; the first is always there.
 */
export function series({ glyph, paint }: Theme, width: number, pieces: readonly Piece[]): Piece[] {
  const between: Piece = [` ${glyph.between} `, paint.faint];
  let out: Piece[] = [];
  for (const piece of pieces.filter(([text]) => text !== '')) {
    const longer = out.length === 0 ? [piece] : [...out, between, piece];
    if (out.length > 0 && totalWidth(longer) > width) break;
    out = longer;
  }
  return out;
}

/** A text of at most `width` columns, cut between two words where it is longer; empty where not even the first of them fits. */
export function shortened({ glyph }: Theme, text: string, width: number): string {
  const whole = plainText(text);
  if (widthOf(whole) <= width) return whole;
  const [first = ''] = wrapText(whole, width - 2);
  return widthOf(first) <= width - 2 ? `${first} ${glyph.ellipsis}` : '';
}

/** The words of a text in as many rows as they need, `most` of them at most; the last one is cut then. */
export function wrapped(theme: Theme, width: number, text: string, most: number, paint?: Paint): string[] {
  return wrapText(plainText(text), width, { most }).map((words) => row(theme, width, [[words, paint]]));
}

/** Columns that the pieces take, uncut. */
export function totalWidth(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, [text]) => sum + widthOf(plainText(text)), 0);
}

/** Exactly `height` rows: the first ones, or filled up with empty ones. */
export function clampRows(rows: readonly string[], width: number, height: number): string[] {
  const kept = rows.slice(0, Math.max(0, height));
  while (kept.length < height) kept.push(' '.repeat(Math.max(0, width)));
  return kept;
}
