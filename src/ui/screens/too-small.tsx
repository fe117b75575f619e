import { Text } from 'ink';
import { fitText } from '../../engine/text/width.ts';
import { leastSize, type Size } from '../layout.ts';

/** Says which size the dashboard needs and which it has, as far as there is room for it. */
export function TooSmall({ size }: { readonly size: Size }) {
  return <Text wrap="truncate">{tooSmallRows(size).join('\n')}</Text>;
}

/** The rows of the message, clamped to the terminal. Pure; exported for the tests. */
export function tooSmallRows({ columns, rows }: Size): string[] {
  const needs = `${leastSize.columns}x${leastSize.rows}`;
  const has = `${columns}x${rows}`;
  const oneLine = `lanes needs ${needs}, has ${has}`;
  const lines = columns >= oneLine.length ? [oneLine] : ['too small', `need ${needs}`, `have ${has}`];
  return lines.slice(0, Math.max(1, rows)).map((line) => fitText(line, columns, '~'));
}
