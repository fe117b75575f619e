/** Makes docs/dashboard.svg, the screen of a real session of the built command at 120×36, and docs/verdict.svg, what rounds come to. */
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTerminal } from '../test/smoke/terminal.ts';
import { svgOf } from './screen-svg.ts';

await drawDashboard();
await drawVerdict();
process.exit(0);

async function drawDashboard(): Promise<void> {
  const terminal = openTerminal(120, 36);
  await terminal.shows('Letter: e');
  await sleep(200);
  writeFileSync('docs/dashboard.svg', svgOf(terminal.cells()));
  terminal.press('q');
  await terminal.shows('ended with 0');
  terminal.close();
}

/** From the heading of the report to what comes after the verdict. */
async function drawVerdict(): Promise<void> {
  const args = ['run', 'fetch', '--models', 'sequential,promises,threads,thread-pool', '--rounds', '5'];
  const terminal = openTerminal(84, 70, args);
  await terminal.shows('ended with 0', 180_000);
  const rows = terminal.rows();
  const first = rows.findIndex((row) => row.startsWith('fetch:'));
  const end = rows.findIndex((row) => row.startsWith('where the workers'));
  writeFileSync('docs/verdict.svg', svgOf(terminal.cells().slice(first, end - 1)));
  terminal.close();
}
