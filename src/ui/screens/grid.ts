import { onlyState } from '../effects.ts';
import { firstShownRow, gridOf, shownRowsOf } from '../layout.ts';
import { paneText } from './lane-pane.ts';
import type { Facts, Pane, PaneRow, Screen, View } from './screen.ts';
import { shownLane, spinnerOf } from './shown-lane.ts';

/** All lanes beside and below each other; it lies under every other screen. */
export const grid: Screen<'grid'> = {
  bindings: [
    {
      keys: { left: 'focus-left', right: 'focus-right', up: 'focus-up', down: 'focus-down' },
      shown: 'arrows',
      help: 'move the focus to the pane beside, above or below',
    },
  ],
  update: (state, _, action, facts) =>
    action.type === 'move'
      ? onlyState({ ...state, focus: moved(state.focus, action.dx, action.dy, facts) })
      : undefined,
  rows: (_, view) => rowsOf(view),
  position: (_, view) => positionText(view),
  under: ({ x, y }, _, view) => {
    const row = placed(view).find(({ top, height }) => y >= top && y < top + height);
    const pane = row?.panes.find(({ left, width }) => x >= left && x < left + width);
    return pane && { type: 'lane', lane: pane.lane };
  },
};

function rowsOf(view: View): PaneRow[] {
  const { state, standing } = view.frame;
  return placed(view).map(({ height, panes }) => ({
    height,
    panes: panes.flatMap(({ lane: index, width }): Pane[] => {
      const lane = standing.lanes[index];
      if (lane === undefined) return [];
      const props = { ...shownLane(lane, view), width, height, focused: index === state.focus };
      const box = () => paneText(props);
      return [{ name: lane.name, width, madeOf: props, box, spinner: spinnerOf(props), beat: props.beat }];
    }),
  }));
}

function placed({ frame, body }: View) {
  const { standing, state } = frame;
  return shownRowsOf(gridOf(standing.lanes.length, body), standing.lanes.length, state.focus);
}

/** Which panes are shown, where not all are. */
function positionText({ frame, body }: View): string {
  const { lanes } = frame.standing;
  const { columns, rows, shownRows } = gridOf(lanes.length, body);
  if (shownRows >= rows) return '';
  const first = firstShownRow({ columns, rows, shownRows }, frame.state.focus);
  return `panes ${first * columns + 1}-${Math.min(lanes.length, (first + shownRows) * columns)} of ${lanes.length}`;
}

/** The lane beside the focused one; the same one at the edge of the grid. */
function moved(focus: number, dx: number, dy: number, { lanes, body }: Facts): number {
  const { columns } = gridOf(lanes.length, body);
  const x = (focus % columns) + dx;
  const y = Math.floor(focus / columns) + dy;
  const lastRow = Math.floor((lanes.length - 1) / columns);
  if (x < 0 || x >= columns || y < 0 || y > lastRow) return focus;
  const target = y * columns + x;
  if (target < lanes.length) return target;
  return dy === 0 ? focus : lanes.length - 1;
}
