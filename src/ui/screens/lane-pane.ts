import { hasEnded, type Lane } from '../../engine/lane/lane.ts';
import { measuredText } from '../../engine/report/words/report.ts';
import type { Theme } from '../theme.ts';
import { type Box, box, innerHeight, innerWidth, noteWidth } from '../widgets/box.ts';
import { gilStrip } from '../widgets/gil-strip.ts';
import { reasonRows, remarkRows, stateText } from '../widgets/lane-state.ts';
import { outputRows } from '../widgets/output-rows.ts';
import { row } from '../widgets/row.ts';
import { taskBars } from '../widgets/task-bars.ts';
import { cornerOf, noteOf, type ShownLane, spinnerOf, titleOf } from './shown-lane.ts';

/** A lane in the grid. */
export interface LanePaneProps extends ShownLane {
  readonly width: number;
  readonly height: number;
  readonly focused: boolean;
}

/** A lane in the grid, in a box of its width and height. */
export function paneText(props: LanePaneProps): Box {
  const { theme, lane, width, height, focused, elapsed, median } = props;
  const corner = cornerOf(props);
  const spinner = spinnerOf(props);
  return box(theme, {
    width,
    height,
    focused,
    title: titleOf(theme, lane, focused),
    state: stateText(theme, lane, { elapsed, median, spins: spinner !== undefined }),
    spinnerWidth: spinner?.width ?? 0,
    note: noteOf(props, noteWidth(width, corner)),
    remark: corner,
    content: contentRows(props, innerWidth(width), innerHeight(height)),
  });
}

/**
 * The lines that came last, between what is known of the lane. A lane that has ended shows all that it
 * printed, or what its tasks measured; parts for which there is no room are left out whole, the least
 * important first.
 */
function contentRows({ theme, lane, closing, remark }: LanePaneProps, width: number, height: number): string[] {
  const said = reasonRows(theme, lane, width, height <= 4 ? 2 : 3);
  said.push(...remarkRows(theme, remark, width, 2));
  if (closing !== undefined) said.push(row(theme, width, [[closing, theme.paint.strong]]));
  const isWhole = hasEnded(lane.state) && lane.output.count <= height - said.length;
  const bars = taskBars(theme, lane, width, height <= 3 ? 1 : Math.min(12, Math.floor(height / 2)));
  const strip = height >= 4 ? gilStrip(theme, lane, width) : [];
  const space = bars.length > 0 && height >= 10 ? [' '.repeat(width)] : [];
  const measured = hasEnded(lane.state) && !isWhole ? measuredRows(theme, lane, width) : [];
  const room = height - said.length - (isWhole ? lane.output.count : 0);
  const kept = thatFit([measured, bars, strip, space], room);
  const above = [bars, strip, space].filter((part) => kept.includes(part)).flat();
  const below = [...(kept.includes(measured) ? measured : []), ...said];
  const lines = lane.output.tail(Math.max(0, height - above.length - below.length));
  return [...above, ...outputRows(theme, lines, width), ...below];
}

/** Parts that fit into so many rows, each whole, the most important first. */
function thatFit(parts: readonly string[][], room: number): string[][] {
  let left = room;
  return parts.filter((part) => {
    const fits = part.length <= left;
    if (fits) left -= part.length;
    return fits;
  });
}

const mostMeasured = 2;

/** What the last tasks measured. */
function measuredRows(theme: Theme, { tasks }: Lane, width: number): string[] {
  const texts: string[] = [];
  for (let place = tasks.length - 1; place >= 0 && texts.length < mostMeasured; place -= 1) {
    const task = tasks.at(place);
    if (task !== undefined) texts.unshift(...measuredText(task));
  }
  return texts.map((text) => row(theme, width, [[text, theme.paint.strong]]));
}
