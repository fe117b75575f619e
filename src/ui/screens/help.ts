import { onlyState } from '../effects.ts';
import { withTop } from '../state.ts';
import { type Box, box, innerHeight, innerWidth } from '../widgets/box.ts';
import { row } from '../widgets/row.ts';
import type { HelpLine, Screen, View } from './screen.ts';
import { firstShown, placeOf, scrollBindings, scrolledBy } from './scrolling.ts';

/** Every key that holds, and what it does. */
export const help: Screen<'help'> = {
  bindings: scrollBindings,
  hints: [
    ['k j', 'scroll'],
    ['Esc', 'leave the help'],
    ['q', 'quit'],
  ],
  update: (state, own, action, { help: lines, body }) => {
    const room = innerHeight(body.height);
    const by = scrolledBy(action, room);
    if (by === undefined) return undefined;
    const first = firstShown(firstShown(own.first, lines.length, room) + by, lines.length, room);
    return onlyState(withTop(state, { ...own, first }));
  },
  rows: ({ first }, { theme, body, help: lines }) => {
    const props = { theme, ...body, help: lines, first };
    const pane = { name: 'help', width: body.width, madeOf: props, box: () => helpText(props) };
    return [{ height: body.height, panes: [pane] }];
  },
  under: () => ({ type: 'keys' }),
};

interface HelpProps extends Pick<View, 'theme' | 'help'> {
  readonly width: number;
  readonly height: number;
  readonly first: number;
}

/** The keys in a box that fills the body. */
export function helpText({ theme, width: columns, height, help: lines, first }: HelpProps): Box {
  const width = innerWidth(columns);
  const room = innerHeight(height);
  const zoomMark = theme.unicode ? '◇' : '*';
  const before = firstShown(first, lines.length, room);
  const shown = lines.slice(before, before + room);
  const rows = shown.map(({ shown: keys, help: words, on }) =>
    row(theme, width, [
      [keys.padStart(14), theme.paint.strong],
      ['  '],
      [words],
      [isOfZoom(on) ? `  ${zoomMark}` : '', theme.paint.notice],
    ]),
  );
  return box(theme, {
    width: columns,
    height,
    focused: true,
    title: [['keys', theme.paint.focus]],
    state: [],
    spinnerWidth: 0,
    note: [[`${zoomMark} in a zoomed pane`, theme.paint.notice]],
    remark: [[`${placeOf(before, lines.length, room, theme)}Esc: back`]],
    content: rows,
  });
}

function isOfZoom(on: HelpLine['on']): boolean {
  return on?.includes('zoom') === true;
}
