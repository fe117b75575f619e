import type { Lane } from '../../engine/lane/lane.ts';
import type { Action } from '../commands.ts';
import { onlyState } from '../effects.ts';
import { type ScreenState, withTop } from '../state.ts';
import type { Screen } from './screen.ts';
import { shownLane, spinnerOf } from './shown-lane.ts';
import { lastShown, zoomLayout, zoomPartUnder } from './zoom-layout.ts';
import { zoomText } from './zoom-pane.ts';

type ZoomState = ScreenState<'zoom'>;

/** A lane on the whole screen: its output with scrollback, its tasks and its workers. */
export const zoom: Screen<'zoom'> = {
  bindings: [
    {
      keys: { up: 'scroll-up', k: 'scroll-up', down: 'scroll-down', j: 'scroll-down' },
      shown: 'Up Down k j',
      help: 'scroll by a line',
      hint: ['k j', 'scroll'],
    },
    { keys: { pageup: 'page-up', pagedown: 'page-down' }, shown: 'PgUp PgDn', help: 'scroll by a page' },
    {
      keys: { g: 'scroll-to-first', home: 'scroll-to-first', G: 'scroll-to-newest', end: 'scroll-to-newest' },
      shown: 'g G',
      help: 'to the first line kept, to the newest (Home, End)',
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
    const page = zoomLayout(lane, body).outputRows;
    const by = scrolledBy(action, page);
    return by === undefined ? undefined : onlyState(withTop(state, scrolled(own, by, lane, page)));
  },
  renewed: (own) => ({ ...own, end: 'newest' }),
  rows: ({ end }, view) => {
    const { frame, body } = view;
    const lane = frame.standing.lanes[frame.state.focus];
    if (lane === undefined) return [];
    const props = { ...shownLane(lane, view), ...body, end, cores: frame.standing.session.cores };
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

/** How many lines an action scrolls; undefined for another action. Two pages have a line in common. */
function scrolledBy(action: Action, page: number): number | undefined {
  if (action.type === 'scroll') return (action.lines ?? 0) + (action.pages ?? 0) * Math.max(1, page - 1);
  if (action.type === 'scroll-to') return action.place === 'first' ? -Infinity : Infinity;
  return undefined;
}

function scrolled(own: ZoomState, by: number, lane: Lane, page: number): ZoomState {
  const end = lastShown(lastShown(own.end, lane, page) + by, lane, page);
  return { ...own, end: end >= lane.output.count ? 'newest' : end };
}
