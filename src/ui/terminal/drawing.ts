import { type Instance, render } from 'ink';
import type { ReactElement } from 'react';
import type { Size } from '../layout.ts';
import type { Terminal } from './terminal.ts';

const mostFramesPerSecond = 20;

/**
 * Draws on the terminal, which is entered, until it is unmounted. Ink draws what has changed from
 * where it takes the cursor to be, which no terminal keeps through a change of its size: then the
 * screen is emptied, and the frame of the new size drawn whole.
 */
export function drawOn(terminal: Terminal, app: (size: Size) => ReactElement): Instance {
  const { stdin, stdout } = terminal;
  const ink = render(app(terminal.size), {
    stdin,
    stdout,
    interactive: true,
    incrementalRendering: true,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: mostFramesPerSecond,
  });
  // Ink, which hears of it next, draws what there is then.
  stdout.prependListener('resize', () => {
    if (!terminal.isEntered) return;
    ink.clear();
    terminal.clear();
    ink.rerender(app(terminal.size));
  });
  const unmount = () => {
    ink.unmount();
    terminal.leave();
  };
  return { ...ink, unmount };
}
