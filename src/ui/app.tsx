import { Box, Text, useApp, useInput, useWindowSize } from 'ink';
import { closingOf } from '../engine/lane/closing.ts';
import type { Lane } from '../engine/lane/lane.ts';
import { type LaneOrder, lessonOf } from '../tasks/workload.ts';
import type { Controller, Exits } from './controller.ts';
import { keysOf } from './key-names.ts';
import { firstShownRow, type Grid, gridOf, type Layout, layoutOf } from './layout.ts';
import { HelpPane } from './panes/help-pane.tsx';
import { LanePane, type LanePaneProps, laneSpinner } from './panes/lane-pane.tsx';
import { TooSmall } from './panes/too-small.tsx';
import { ZoomPane } from './panes/zoom-pane.tsx';
import { elapsedMs, limitText, sourceOf, speedText } from './selectors.ts';
import { stopJob } from './stop-job.ts';
import type { Theme } from './theme.ts';
import { disturbing, type Frame, type Pace, useRun } from './use-run.ts';
import { headerRows, statusRows } from './widgets/bars.ts';

export interface AppProps {
  readonly controller: Controller;
  readonly theme: Theme;
  readonly pace: Pace;
  /** The machine, in words. */
  readonly machine: string;
  readonly onQuit: Exits['quit'];
  readonly onRedraw: Exits['redraw'];
}

/** The dashboard: what fits the terminal as it is now. */
export function App({ controller, theme, pace, machine, onQuit, onRedraw }: AppProps) {
  const { suspendTerminal } = useApp();
  const size = useWindowSize();
  const { frame, draw } = useRun(controller, pace);
  useInput((input, key) => {
    controller.press(keysOf(input, key), size, {
      quit: onQuit,
      redraw: onRedraw,
      suspend: () => void suspendTerminal(stopJob),
    });
    draw();
  });

  const layout = layoutOf(size);
  if (layout === undefined) return <TooSmall size={size} />;
  const grid = gridOf(frame.standing.lanes.length, layout.body);
  const inGrid = frame.state.screen.kind === 'grid';
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows}>
      <Text wrap="truncate">{headerRows(theme, size.columns, layout.headerRows, frame).join('\n')}</Text>
      <Body theme={theme} frame={frame} cores={pace.cores} layout={layout} grid={grid} />
      <Text wrap="truncate">
        {statusRows(theme, size.columns, layout.statusRows, { frame, machine, ...(inGrid && { grid }) }).join('\n')}
      </Text>
    </Box>
  );
}

interface BodyProps {
  readonly theme: Theme;
  readonly frame: Frame;
  readonly cores: number;
  readonly layout: Layout;
  readonly grid: Grid;
}

function Body({ theme, frame, cores, layout, grid }: BodyProps) {
  const { body } = layout;
  const { screen, focus } = frame.state;
  const focused = frame.standing.lanes[focus];
  if (screen.kind === 'help') return <HelpPane theme={theme} body={body} source={sourceOf(frame)} />;
  if (screen.kind === 'zoom' && focused !== undefined) {
    return (
      <ZoomPane
        {...factsOf(focused, frame, theme, cores)}
        body={body}
        end={screen.end}
        cores={frame.standing.session.cores}
      />
    );
  }
  const firstRow = firstShownRow(grid, focus);
  return grid.heights.map((height, y) => {
    const first = (firstRow + y) * grid.columns;
    const lanes = frame.standing.lanes.slice(first, first + grid.columns);
    return (
      <Box key={first} height={height} flexShrink={0}>
        {lanes.map((lane, x) => (
          <LanePane
            key={lane.name}
            {...factsOf(lane, frame, theme, cores)}
            width={grid.widths[x] ?? 0}
            height={height}
            focused={lane === focused}
          />
        ))}
      </Box>
    );
  });
}

/**
 * A spinner draws two and a half frames a second, about 3 % of a core. Where cores are being
 * measured and there are few, that is more of the machine than the dashboard may take.
 */
function maySpin(order: LaneOrder, cores: number): boolean {
  return order === 'together' || cores >= 4;
}

/** What the grid and the zoom both show of a lane. */
function factsOf(
  lane: Lane,
  frame: Frame,
  theme: Theme,
  cores: number,
): Omit<LanePaneProps, 'width' | 'height' | 'focused'> {
  const { standing, state, replay } = frame;
  const { plan, lanes, now } = standing;
  const closing = closingOf(lane, lessonOf(plan.scenario).closing);
  return {
    theme,
    lane,
    elapsed: elapsedMs(lane, now),
    beat: lanes.map(({ state: laneState }) => (laneState === 'running' ? 'x' : ' ')).join(''),
    ...(!state.frozen && !replay?.isPaused && maySpin(disturbing(frame), cores) && { spinner: laneSpinner }),
    ...(closing !== undefined && { closing }),
    speed: speedText(lane, standing, theme.glyph),
    limit: limitText(lane),
  };
}
