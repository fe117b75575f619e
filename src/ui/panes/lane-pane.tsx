import { Box as InkBox, Text } from 'ink';
import Spinner from 'ink-spinner';
import { memo } from 'react';
import type { Lane } from '../../engine/lane/lane.ts';
import type { Theme } from '../theme.ts';
import { type Box, box, innerHeight, innerWidth } from '../widgets/box.ts';
import { gilStrip } from '../widgets/gil-strip.ts';
import { reasonRows, stateText } from '../widgets/lane-state.ts';
import { outputRows } from '../widgets/output-rows.ts';
import { type Piece, row } from '../widgets/row.ts';
import { taskBars } from '../widgets/task-bars.ts';

/** What spins in front of a running lane. */
export interface SpinnerKind {
  readonly type: 'simpleDots';
  readonly width: number;
}

/** The slowest there is: every turn is a frame, and frames cost what is being measured. */
export const laneSpinner: SpinnerKind = { type: 'simpleDots', width: 3 };

export interface LanePaneProps {
  readonly theme: Theme;
  readonly lane: Lane;
  readonly width: number;
  readonly height: number;
  readonly focused: boolean;
  /** In ms. */
  readonly elapsed: number;
  /** Absent where nothing may spin. */
  readonly spinner?: SpinnerKind;
  /**
   * A new value starts the spinner anew. With one value for all panes they turn in the same
   * instant, and a turn of all of them is one frame and not one each.
   */
  readonly beat: string;
  readonly closing?: string;
  readonly speed: string;
  readonly limit: string;
}

/** A lane in the grid: a box of its width and height. */
export const LanePane = memo(function LanePane(props: LanePaneProps) {
  return (
    <BoxText
      {...paneText(props)}
      width={props.width}
      height={props.height}
      spinner={spinnerOf(props)}
      beat={props.beat}
    />
  );
});

interface BoxTextProps extends Box {
  readonly width: number;
  readonly height: number;
  readonly spinner?: SpinnerKind | undefined;
  readonly beat?: string;
}

/** A box with its spinner, which lies on top of it: a turn of it leaves the texts as they are. */
export function BoxText({ top, rest, spinnerColumn, spinner, beat, width, height }: BoxTextProps) {
  return (
    <InkBox flexDirection="column" width={width} height={height} flexShrink={0}>
      <Text wrap="truncate">{top}</Text>
      <Text wrap="truncate">{rest}</Text>
      {spinner && (
        <InkBox position="absolute" marginLeft={spinnerColumn}>
          <Spinner key={beat} type={spinner.type} />
        </InkBox>
      )}
    </InkBox>
  );
}

function spinnerOf({ lane, spinner }: Pick<LanePaneProps, 'lane' | 'spinner'>): SpinnerKind | undefined {
  return lane.state === 'running' ? spinner : undefined;
}

/** The text of a pane. Pure; exported for the tests. */
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

/** The name of a lane, with a mark where it has the focus. */
export function titleOf({ glyph, paint }: Theme, { name }: Lane, focused: boolean): Piece[] {
  return focused ? [[`${glyph.focus} ${name}`, paint.focus]] : [[name, paint.strong]];
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
