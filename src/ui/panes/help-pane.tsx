import { bindingsOf, type Source } from '../keymap.ts';
import type { Layout } from '../layout.ts';
import type { Theme } from '../theme.ts';
import { type Box, box, innerHeight, innerWidth } from '../widgets/box.ts';
import { row } from '../widgets/row.ts';
import { BoxText } from './lane-pane.tsx';

export interface HelpPaneProps {
  readonly theme: Theme;
  readonly body: Layout['body'];
  readonly source: Source;
}

/** Every key that holds, and what it does. */
export function HelpPane(props: HelpPaneProps) {
  return <BoxText {...helpText(props)} {...props.body} />;
}

/** The text of the help. Pure; exported for the tests. */
export function helpText({ theme, body, source }: HelpPaneProps): Box {
  const width = innerWidth(body.width);
  const room = innerHeight(body.height);
  const zoomMark = theme.unicode ? '◇' : '*';
  const all = bindingsOf(source).map(({ shown, help, on }) =>
    row(theme, width, [
      [shown.padStart(14), theme.paint.strong],
      ['  '],
      [help],
      [on === 'zoom' ? `  ${zoomMark}` : '', theme.paint.notice],
    ]),
  );
  const rows = all.length <= room ? all : all.slice(0, Math.max(0, room - 1));
  const left = all.length - rows.length;
  if (left > 0) rows.push(row(theme, width, [[`${theme.glyph.ellipsis} ${left} more in a taller terminal`]]));
  return box(theme, {
    width: body.width,
    height: body.height,
    focused: true,
    title: [['keys', theme.paint.focus]],
    state: [],
    spinnerWidth: 0,
    note: [[`${zoomMark} in a zoomed pane`, theme.paint.notice]],
    remark: [['Esc: back']],
    content: rows,
  });
}
