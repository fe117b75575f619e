import { Box, Text, useApp, useInput, useWindowSize } from 'ink';
import type { Controller, Exits } from './controller.ts';
import { keysOf } from './key-names.ts';
import { layoutOf } from './layout.ts';
import { PaneRows } from './pane-rows.tsx';
import { sourceOf } from './picture.ts';
import type { View } from './screens/screen.ts';
import { screenOf } from './screens/screens.ts';
import { TooSmall } from './screens/too-small.tsx';
import { warningsOf } from './selectors.ts';
import { type ScreenId, type ScreenState, topOf } from './state.ts';
import { stopJob } from './stop-job.ts';
import type { Theme } from './theme.ts';
import { type Pace, useRun } from './use-run.ts';
import { headerRows, noticeRows, statusRows } from './widgets/bars.ts';

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

  const warnings = warningsOf(frame.standing);
  const layout = layoutOf(size, warnings.length);
  if (layout === undefined) return <TooSmall size={size} />;
  const { scenarios, keymap } = controller;
  const source = sourceOf(frame);
  const top = topOf(frame.state);
  const view: View = { theme, frame, body: layout.body, cores: pace.cores, help: keymap.help(source) };
  const { rows, position } = drawn(top, view);
  const untold = layout.noticeRows === 0 ? warnings.length : 0;
  const status = { frame, machine, position, untold, hints: keymap.hints(top.id, source) };
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows}>
      <Text wrap="truncate">{headerRows(theme, size.columns, layout.headerRows, { frame, scenarios }).join('\n')}</Text>
      <PaneRows rows={rows} />
      {layout.noticeRows > 0 && (
        <Text wrap="truncate">{noticeRows(theme, size.columns, layout.noticeRows, warnings).join('\n')}</Text>
      )}
      <Text wrap="truncate">{statusRows(theme, size.columns, layout.statusRows, status).join('\n')}</Text>
    </Box>
  );
}

function drawn<Id extends ScreenId>(own: ScreenState<Id>, view: View) {
  const screen = screenOf<Id>(own);
  return { rows: screen.rows(own, view), position: screen.position?.(own, view) ?? '' };
}
