import { type Box, box, innerHeight, innerWidth } from '../widgets/box.ts';
import { row } from '../widgets/row.ts';
import type { Screen, View } from './screen.ts';

/** Every key that holds, and what it does. */
export const help: Screen<'help'> = {
  bindings: [],
  hints: [
    ['Esc', 'leave the help'],
    ['q', 'quit'],
  ],
  update: () => undefined,
  rows: (_, { theme, body, help: lines }) => {
    const props = { theme, ...body, help: lines };
    const pane = { name: 'help', width: body.width, madeOf: props, box: () => helpText(props) };
    return [{ height: body.height, panes: [pane] }];
  },
  under: () => ({ type: 'keys' }),
};

interface HelpProps extends Pick<View, 'theme' | 'help'> {
  readonly width: number;
  readonly height: number;
}

/** The keys in a box that fills the body. */
export function helpText({ theme, width: columns, height, help: lines }: HelpProps): Box {
  const width = innerWidth(columns);
  const room = innerHeight(height);
  const zoomMark = theme.unicode ? '◇' : '*';
  const all = lines.map(({ shown, help: words, on }) =>
    row(theme, width, [
      [shown.padStart(14), theme.paint.strong],
      ['  '],
      [words],
      [on === 'zoom' ? `  ${zoomMark}` : '', theme.paint.notice],
    ]),
  );
  const rows = all.length <= room ? all : all.slice(0, Math.max(0, room - 1));
  const left = all.length - rows.length;
  if (left > 0) rows.push(row(theme, width, [[`${theme.glyph.ellipsis} ${left} more in a taller terminal`]]));
  return box(theme, {
    width: columns,
    height,
    focused: true,
    title: [['keys', theme.paint.focus]],
    state: [],
    spinnerWidth: 0,
    note: [[`${zoomMark} in a zoomed pane`, theme.paint.notice]],
    remark: [['Esc: back']],
    content: rows,
  });
}
