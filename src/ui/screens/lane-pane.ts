import { type Box, box, innerHeight, innerWidth } from '../widgets/box.ts';
import { gilStrip } from '../widgets/gil-strip.ts';
import { reasonRows, stateText } from '../widgets/lane-state.ts';
import { outputRows } from '../widgets/output-rows.ts';
import { row } from '../widgets/row.ts';
import { taskBars } from '../widgets/task-bars.ts';
import { type ShownLane, spinnerOf, titleOf } from './shown-lane.ts';

export interface LanePaneProps extends ShownLane {
  readonly width: number;
  readonly height: number;
  readonly focused: boolean;
}

/** A lane in the grid, in a box of its width and height. */
export function paneText(props: LanePaneProps): Box {
  const { theme, lane, width, height, focused, elapsed, speed, limit } = props;
  const spinner = spinnerOf(props);
  return box(theme, {
    width,
    height,
    focused,
    title: titleOf(theme, lane, focused),
    state: stateText(theme, lane, elapsed, spinner !== undefined),
    spinnerWidth: spinner?.width ?? 0,
    note: [[speed, theme.paint.strong]],
    remark: [[limit, theme.paint.faint]],
    content: contentRows(props, innerWidth(width), innerHeight(height)),
  });
}

function contentRows({ theme, lane, closing }: LanePaneProps, width: number, height: number): string[] {
  const bars = taskBars(theme, lane, width, height <= 3 ? 1 : Math.min(12, Math.floor(height / 2)));
  const said = reasonRows(theme, lane, width, height <= 4 ? 2 : 3);
  if (closing !== undefined) said.push(row(theme, width, [[closing, theme.paint.strong]]));
  const strip = height >= 4 ? gilStrip(theme, lane, width) : [];
  const space = bars.length > 0 && height >= 10 ? [' '.repeat(width)] : [];
  const room = Math.max(0, height - bars.length - strip.length - space.length - said.length);
  return [...bars, ...strip, ...space, ...outputRows(theme, lane.output.tail(room), width), ...said];
}
