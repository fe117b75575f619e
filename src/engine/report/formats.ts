import { reportBlocks } from './content.ts';
import { markdownEdition, pageEdition, terminalEdition } from './editions.ts';
import { type Format, type formatNames, json } from './format.ts';
import { csv } from './render/csv.ts';
import { htmlPage } from './render/html.ts';
import { markdownOf } from './render/markdown.ts';
import { terminalText } from './render/terminal.ts';
import { trace } from './render/trace.ts';
import type { Report } from './report.ts';

const known = {
  table: (report) => terminalText(reportBlocks(report, terminalEdition)),
  json,
  csv,
  markdown: (report) => markdownOf(reportBlocks(report, markdownEdition)),
  trace,
  html: (report) => htmlPage(reportBlocks(report, pageEdition)),
} satisfies Record<(typeof formatNames)[number], Format<Report>>;

/** Every format of `--format`, by name. */
export const formats: Readonly<Record<string, Format<Report>>> & typeof known = known;
