import { wordedMs } from '../measure/worded-time.ts';
import { plainText } from '../plain-text.ts';
import type { Format } from './format.ts';
import type { ReportLane } from './report.ts';
import { headingOf, reasonLines, verdictLines, warningLines } from './words.ts';

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

function rowOf({ model, state, rounds, speedup }: ReportLane): string[] {
  const round = rounds.at(-1);
  const times = [round?.wallMs, round?.spawnMs, round?.workMs, round?.cpuMs];
  return [
    inline(model),
    state,
    String(rounds.length),
    ...times.map((ms) => (ms === undefined ? '' : wordedMs(ms))),
    speedup === undefined ? '' : `${speedup.toFixed(2)}×`,
  ];
}

/** A task's error can say anything; it must stay one line of text. */
function inline(text: string): string {
  return plainText(text)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\|<>*_`[\]#]/g, (character) => `\\${character}`);
}
