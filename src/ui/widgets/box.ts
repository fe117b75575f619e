import type { Paint, Theme } from '../theme.ts';
import { clampRows, type Piece, row, totalWidth } from './row.ts';

/** What goes around the content of a pane. */
export interface BoxOptions {
  readonly width: number;
  readonly height: number;
  readonly focused: boolean;
  /** In the upper edge, left and right. */
  readonly title: readonly Piece[];
  readonly state: readonly Piece[];
  /** Columns kept free in front of `state`, for a spinner. */
  readonly spinnerWidth: number;
  /** In the lower edge, left and right. */
  readonly note: readonly Piece[];
  readonly remark: readonly Piece[];
  /** Rows of {@link innerWidth} columns. */
  readonly content: readonly string[];
}

/**
 * A box as text. Its upper edge is a text of its own, because it changes with every frame, and
 * drawing costs by what changed. Only the focused box has a wall and a lower edge, none has one at
 * the right: every cell costs, those of lines and empty ones too, and an open side reads as well.
 */
export interface Box {
  readonly top: string;
  /** The rows below it, joined by newlines. */
  readonly rest: string;
  /** Where the spinner goes in the upper edge. */
  readonly spinnerColumn: number;
}

/** Column of a box in which its content begins: after the wall and a space. */
export const contentColumn = 2;

/** Columns of content in a box. */
export function innerWidth(width: number): number {
  return Math.max(0, width - 3);
}

/** Rows of content in a box. */
export function innerHeight(height: number): number {
  return Math.max(0, height - 2);
}

/** Columns for the note in the lower edge, beside a remark. */
export function noteWidth(width: number, remark: readonly Piece[]): number {
  const most = innerWidth(width) - 1;
  return Math.max(0, most - labelWidth(remark, most, 0) - 2);
}

/** A box with a border and its content: `height` rows of at most `width - 1` columns. */
export function box(theme: Theme, options: BoxOptions): Box {
  const { width, height, focused, spinnerWidth, content } = options;
  const [topLeft = '', upper = '', down = '', bottomLeft = '', lower = ''] = focused
    ? theme.glyph.focusedBorder
    : theme.glyph.border;
  const paint = focused ? theme.paint.focus : theme.paint.faint;
  const blank: Paint = (text) => text;
  const inner = innerWidth(width);
  const edge = (line: Paint, corner: string, across: string, left: readonly Piece[], right: readonly Piece[]) => {
    const reserved = right === options.state ? spinnerWidth : 0;
    const rightWidth = labelWidth(right, inner - 1, reserved);
    const leftWidth = labelWidth(left, inner - 1 - rightWidth, 0);
    const before = leftWidth === 0 ? '' : ` ${row(theme, leftWidth - 2, left)} `;
    const fill = line(across.repeat(Math.max(0, inner - 1 - leftWidth - rightWidth)));
    const after = rightWidth === 0 ? '' : ` ${' '.repeat(reserved)}${row(theme, rightWidth - 2 - reserved, right)} `;
    return { text: `${line(corner + across)}${before}${fill}${after}${line(across)}`, rightWidth };
  };
  const top = edge(paint, topLeft, upper, options.title, options.state);
  const bottom = edge(focused ? paint : blank, bottomLeft, lower, options.note, options.remark);
  const wall = focused ? paint(down) : down;
  const rows = clampRows(content, inner, innerHeight(height)).map((text) => `${wall} ${text}`);
  return {
    top: top.text,
    rest: [...rows, focused ? bottom.text : bottom.text.slice(1)].map((text) => text.trimEnd()).join('\n'),
    spinnerColumn: inner + 2 - top.rightWidth,
  };
}

/** Columns for a label in an edge, with a space on both sides; none where it has no room. */
function labelWidth(pieces: readonly Piece[], room: number, reserved: number): number {
  const wanted = totalWidth(pieces) + reserved;
  const least = 3 + reserved;
  return wanted === 0 || room < least ? 0 : Math.min(room, Math.max(least, wanted + 2));
}
