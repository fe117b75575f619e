/** Makes docs/dashboard.svg: the screen of a real session of the built command, at 120×36. */
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTerminal } from '../test/smoke/terminal.ts';
import { svgOf } from './screen-svg.ts';

const terminal = openTerminal(120, 36);
await terminal.shows('Letter: e');
await sleep(200);
writeFileSync('docs/dashboard.svg', svgOf(terminal.cells()));
terminal.press('q');
await terminal.shows('ended with 0');
terminal.close();
process.exit(0);
