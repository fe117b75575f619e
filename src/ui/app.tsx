import { Box, Text, useApp } from 'ink';
import { useEffect, useEffectEvent } from 'react';
import type { Controller } from './controller.ts';
import { type Pace, useRun } from './frames/use-run.ts';
import { layoutOf, type Size } from './layout.ts';
import { PaneRows } from './pane-rows.tsx';
import { sourceOf } from './picture.ts';
import type { View } from './screens/screen.ts';
import { screenOf } from './screens/screens.ts';
import { TooSmall } from './screens/too-small.tsx';
import { type ScreenId, type ScreenState, topOf } from './state.ts';
import type { Terminal } from './terminal/terminal.ts';
import type { Theme } from './theme.ts';
import { headerRows, noticeRows, statusRows } from './widgets/bars.ts';
import { noticesOf } from './words/selectors.ts';

export interface AppProps {
  readonly controller: Controller;
  readonly theme: Theme;
  readonly pace: Pace;
  /** The machine, in words. */
  readonly machine: string;
  readonly terminal: Terminal;
  /** Of the terminal, as it is now. */
  readonly size: Size;
  readonly onQuit: (interrupted: boolean) => void;
}

/** The dashboard: what fits the terminal as it is now. */
export function App({ controller, theme, pace, machine, terminal, size, onQuit }: AppProps) {
  const { frame, draw } = useRun(controller, pace);
  const suspend = useSuspension(terminal, controller);
  const press = useEffectEvent((keys: readonly string[]) => {
    controller.press(keys, size, { quit: onQuit, redraw: () => terminal.redraw(), suspend });
    draw();
  });
  useEffect(() => {
    const listener = (keys: readonly string[]) => press(keys);
    terminal.on('keys', listener);
    return () => {
      terminal.off('keys', listener);
    };
  }, [terminal]);

  const notices = noticesOf(frame.standing);
  const layout = layoutOf(size, notices.length);
  if (layout === undefined) return <TooSmall size={size} />;
  const { scenarios, keymap } = controller;
  const source = sourceOf(frame);
  const top = topOf(frame.state);
  const view: View = { theme, frame, body: layout.body, cores: pace.cores, help: keymap.help(source) };
  const { rows, position } = drawn(top, view);
  const untold = layout.noticeRows === 0 ? (frame.standing.review?.warnings.length ?? 0) : 0;
  const status = { frame, machine, position, untold, hints: keymap.hints(top.id, source, frame.state.scenario) };
  return (
    <Box flexDirection="column" width={size.columns} height={size.rows}>
      <Text wrap="truncate">{headerRows(theme, size.columns, layout.headerRows, { frame, scenarios }).join('\n')}</Text>
      <PaneRows rows={rows} />
      {layout.noticeRows > 0 && (
        <Text wrap="truncate">{noticeRows(theme, size.columns, layout.noticeRows, notices).join('\n')}</Text>
      )}
      <Text wrap="truncate">{statusRows(theme, size.columns, layout.statusRows, status).join('\n')}</Text>
    </Box>
  );
}

function drawn<Id extends ScreenId>(own: ScreenState<Id>, view: View) {
  const screen = screenOf<Id>(own);
  return { rows: screen.rows(own, view), position: screen.position?.(own, view) ?? '' };
}

/** What stops the job, with a word about the runs, which are no part of it. */
function useSuspension(terminal: Terminal, controller: Controller): () => void {
  const { suspendTerminal } = useApp();
  const suspend = useEffectEvent(() => {
    const goOn = controller.store.isRunning && sourceOf(controller.picture) !== 'replay';
    void terminal.stop(
      suspendTerminal,
      goOn ? 'lanes: the runs go on, and wait where a pipe is full; fg shows them again\n' : '',
    );
  });
  useEffect(() => {
    const listener = () => suspend();
    terminal.on('stop', listener);
    return () => {
      terminal.off('stop', listener);
    };
  }, [terminal]);
  return suspend;
}
