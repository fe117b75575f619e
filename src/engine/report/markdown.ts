import { markdownTable, markdownText } from '../markdown-text.ts';
import { wordedMs } from '../measure/worded-time.ts';
import type { Format } from './format.ts';
import type { ReportLane } from './report.ts';
import { typicalTimes } from './typical.ts';
import { verdictLines } from './verdict-words.ts';
import { breakEvenLines, headingOf, reasonLines, speedUpText, warningLines } from './words.ts';

const headings = ['model', 'state', 'rounds', 'wall', 'start-up', 'work', 'CPU', 'speed-up'];

/** For an issue or a README: heading, table, verdict, break-even, reasons and warnings, in GitHub's Markdown. */
export const markdown: Format = (report) => {
  const reasons = reasonLines(report).map(({ model, text }) => `- **${markdownText(model)}**: ${markdownText(text)}`);
  return [
    [`## ${markdownText(headingOf(report))}`],
    markdownTable(
      [headings, ...report.lanes.map(rowOf)],
      headings.map((_, column) => column >= 2),
    ),
    verdictLines(report).map((line) => `- ${markdownText(line)}`),
    breakEvenLines(report).map((line) => `- ${markdownText(line)}`),
    reasons,
    warningLines(report).map((line) => `> **Warning:** ${markdownText(line)}`),
  ]
    .filter((block) => block.length > 0)
    .map((block) => `${block.join('\n')}\n`)
    .join('\n');
};

function rowOf(lane: ReportLane): string[] {
  const { model, state, rounds } = lane;
  const typical = typicalTimes(lane);
  const times = [typical?.wallMs, typical?.spawnMs, typical?.workMs, typical?.cpuMs];
  return [
    markdownText(model),
    state,
    String(rounds.filter(({ counts }) => counts).length),
    ...times.map((ms) => (ms === undefined ? '' : wordedMs(ms))),
    speedUpText(lane),
  ];
}
