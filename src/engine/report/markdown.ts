import { wordedMs } from '../measure/worded-time.ts';
import { plainText } from '../plain-text.ts';
import type { Format } from './format.ts';
import type { ReportLane } from './report.ts';
import { typicalTimes } from './typical.ts';
import { headingOf, reasonLines, speedUpText, verdictLines, warningLines } from './words.ts';

const headings = ['model', 'state', 'rounds', 'wall', 'start-up', 'work', 'CPU', 'speed-up'];

/** For an issue or a README: heading, table, verdict, reasons and warnings, in GitHub's Markdown. */
export const markdown: Format = (report) => {
  const rule = headings.map((_, column) => (column < 2 ? '---' : '--:'));
  const rows = [headings, rule, ...report.lanes.map(rowOf)].map((cells) => `| ${cells.join(' | ')} |`);
  const reasons = reasonLines(report).map(({ model, text }) => `- **${inline(model)}**: ${inline(text)}`);
  return [
    [`## ${inline(headingOf(report))}`],
    rows,
    verdictLines(report).map((line) => `- ${inline(line)}`),
    reasons,
    warningLines(report).map((line) => `> **Warning:** ${inline(line)}`),
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
    inline(model),
    state,
    String(rounds.filter(({ counts }) => counts).length),
    ...times.map((ms) => (ms === undefined ? '' : wordedMs(ms))),
    speedUpText(lane),
  ];
}

/** A task's error can say anything; it must stay one line of text. */
function inline(text: string): string {
  return plainText(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\|<>*_`[\]#]/g, (character) => `\\${character}`);
}
