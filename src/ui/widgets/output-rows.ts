import type { OutputLine } from '../../engine/lane/output-log.ts';
import { plainText } from '../../engine/text/plain.ts';
import { elideText } from '../../engine/text/width.ts';
import type { Theme } from '../theme.ts';
import { type Piece, row } from './row.ts';

/** Lines of output, one row each, in the colour of the task that printed them. */
export function outputRows(theme: Theme, lines: readonly OutputLine[], width: number): string[] {
  return lines.map((line) => row(theme, width, [outputPiece(theme, line, width)]));
}

/** The same with the time and, where they fit, the task in front. */
export function detailedRows(
  theme: Theme,
  lines: readonly OutputLine[],
  labels: readonly string[],
  width: number,
): string[] {
  const longest = labels.reduce((most, { length }) => Math.max(most, length), 6);
  const labelWidth = width >= 60 ? Math.min(14, longest) : 0;
  return lines.map((line) => {
    const source = line.task === undefined ? line.stream : (labels[line.task] ?? '');
    const paint = line.task === undefined ? theme.paint.faint : theme.task(line.task);
    const time = `${(line.at / 1e6).toFixed(3).padStart(8)} `;
    const label = labelWidth === 0 ? '' : `${source.slice(0, labelWidth).padEnd(labelWidth)}  `;
    return row(theme, width, [
      [time, theme.paint.faint],
      [label, paint],
      outputPiece(theme, line, width - time.length - label.length),
    ]);
  });
}

function outputPiece(theme: Theme, { task, text }: OutputLine, width: number): Piece {
  const shown = elideText(plainText(text), width, theme.glyph.ellipsis);
  return [shown, task === undefined ? theme.paint.faint : theme.task(task)];
}
