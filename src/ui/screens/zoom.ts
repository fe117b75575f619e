import type { Lane } from '../../engine/lane/lane.ts';
import { onlyState } from '../effects.ts';
import { type ScreenState, withTop, zoomed } from '../state.ts';
import type { Screen } from './screen.ts';
import { scrollBindings, scrolledBy } from './scrolling.ts';
import { shownLane, spinnerOf } from './shown-lane.ts';
import { firstTableRow, lastShown, tablePage, zoomLayout, zoomPartUnder } from './zoom-layout.ts';
import { zoomText } from './zoom-pane.ts';

type ZoomState = ScreenState<'zoom'>;

/** A lane on the whole screen: its output with scrollback, its tasks and its workers. */
export const zoom: Screen<'zoom'> = {
  bindings: [
    ...scrollBindings,
    {
      keys: { K: 'tables-up', J: 'tables-down' },
      shown: 'K J',
      help: 'page through the tasks and workers',
    },
    {
      keys: { left: 'previous-lane', right: 'next-lane' },
      shown: 'Left Right',
      help: 'zoom the pane before, the next one',
    },
  ],
  update: (state, own, action, { lanes, body }) => {
    const lane = lanes[state.focus];
    if (lane === undefined) return undefined;
    const layout = zoomLayout(lane, body);
    if (action.type === 'scroll-tables') {
      const tables = firstTableRow(own.tables, lane, layout) + action.pages * tablePage(layout);
      return onlyState(withTop(state, { ...own, tables: firstTableRow(tables, lane, layout) }));
    }
    const by = scrolledBy(action, layout.outputRows);
    return by === undefined ? undefined : onlyState(withTop(state, scrolled(own, by, lane, layout.outputRows)));
  },
  renewed: () => zoomed,
  rows: ({ end, tables }, view) => {
    const { frame, body } = view;
    const lane = frame.standing.lanes[frame.state.focus];
    if (lane === undefined) return [];
    const props = { ...shownLane(lane, view), ...body, end, tables, cores: frame.standing.session.cores };
    const pane = {
      name: 'zoom',
      width: body.width,
      madeOf: props,
      box: () => zoomText(props),
      spinner: spinnerOf(props),
    };
    return [{ height: body.height, panes: [pane] }];
  },
  under: (cell, _, { frame, body }) => {
    const lane = frame.standing.lanes[frame.state.focus];
    return lane && { type: zoomPartUnder(cell, lane, body) };
  },
};

function scrolled(own: ZoomState, by: number, lane: Lane, page: number): ZoomState {
  const end = lastShown(lastShown(own.end, lane, page) + by, lane, page);
  return { ...own, end: end >= lane.output.count ? 'newest' : end };
}
