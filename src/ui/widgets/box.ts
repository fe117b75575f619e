import type { Theme } from '../theme.ts';
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

/** A box as text, in two parts: the spinner, if there is one, goes between them. */
export interface Box {
  readonly head: string;
  readonly tail: string;
}

/** Columns of content in a box. */
export function innerWidth(width: number): number {
  return Math.max(0, width - 4);
}

/** Rows of content in a box. */
export function innerHeight(height: number): number {
  return Math.max(0, height - 2);
}

/** A box with a border and its content: `height` rows of `width` columns, joined by newlines. */
export function box(theme: Theme, options: BoxOptions): Box {
  const { width, height, focused, spinnerWidth, content } = options;
  const [topLeft = '', across = '', topRight = '', down = '', bottomLeft = '', bottomRight = ''] = focused
    ? theme.glyph.focusedBorder
    : theme.glyph.border;
  const paint = focused ? theme.paint.focus : theme.paint.faint;
  const inner = innerWidth(width);
  const edge = (left: readonly Piece[], right: readonly Piece[], reserved: number) => {
    const rightWidth = labelWidth(right, inner, reserved);
    const leftWidth = labelWidth(left, inner - rightWidth, 0);
    const fill = paint(across.repeat(inner - leftWidth - rightWidth));
    return {
      before: leftWidth === 0 ? fill : ` ${row(theme, leftWidth - 2, left)} ${fill}`,
      after: rightWidth === 0 ? '' : `${row(theme, rightWidth - 2 - reserved, right)} `,
      gap: rightWidth === 0 ? '' : ' ',
    };
  };
  const top = edge(options.title, options.state, spinnerWidth);
  const bottom = edge(options.note, options.remark, 0);
  const wall = paint(down);
  const rows = clampRows(content, inner, innerHeight(height)).map((text) => `${wall} ${text} ${wall}`);
  const last = `${paint(bottomLeft + across)}${bottom.before}${bottom.gap}${bottom.after}${paint(across + bottomRight)}`;
  return {
    head: `${paint(topLeft + across)}${top.before}${top.gap}`,
    tail: [`${top.after}${paint(across + topRight)}`, ...rows, last].join('\n'),
  };
}

/** Columns for a label in an edge, with a space on both sides; none where it has no room. */
function labelWidth(pieces: readonly Piece[], room: number, reserved: number): number {
  const wanted = totalWidth(pieces) + reserved;
  const least = 3 + reserved;
  return wanted === 0 || room < least ? 0 : Math.min(room, Math.max(least, wanted + 2));
}
