/**
 * Makes docs/dashboard.svg, the screen of a real session of the built command at 120×36,
 * docs/verdict.svg, what rounds come to, and, where there is a Chromium, docs/report.png, the top
 * of an HTML report.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { findChromium, launch } from '../test/chromium.ts';
import { lanes } from '../test/smoke/lanes.ts';
import { openTerminal } from '../test/smoke/terminal.ts';
import { svgOf } from './screen-svg.ts';

await drawDashboard();
await drawVerdict();
await drawReport();
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
  const terminal = openTerminal(84, 110, args);
  await terminal.shows('ended with 0', 180_000);
  const rows = terminal.rows();
  const first = rows.findIndex((row) => row.startsWith('fetch:'));
  const end = rows.findIndex((row) => row.startsWith('where the workers'));
  writeFileSync('docs/verdict.svg', svgOf(terminal.cells().slice(first, end - 1)));
  terminal.close();
}

async function drawReport(): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined) return;
  const folder = mkdtempSync(join(tmpdir(), 'lanes-picture-'));
  const file = join(folder, 'report.html');
  const models = ['sequential', 'promises', 'threads', 'forks', 'thread-pool'];
  await lanes(
    ...[
      'run',
      'count',
      '--tasks',
      '4',
      '--models',
      models.join(),
      '--rounds',
      '5',
      '--format',
      'html',
      '--output',
      file,
    ],
  );
  const browser = await launch(chromium);
  const page = await browser.newPage({ viewport: { width: 1_000, height: 1_400 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(file).href);
  await page.screenshot({ path: 'docs/report.png' });
  await browser.close();
  rmSync(folder, { recursive: true });
}
