import { plainText, wrapText } from '../plain-text.ts';
import { alignedRows } from '../text-table.ts';
import type { Format } from './format.ts';
import type { ReportLane } from './report.ts';
import { typicalTimes } from './typical.ts';
import { breakEvenLines, headingOf, reasonLines, speedUpText, verdictLines, warningLines } from './words.ts';

/** What fits any terminal. */
const width = 80;

interface Column {
  readonly heading: string;
  readonly of: (lane: ReportLane) => string;
  /** Figures are kept to the right. */
  readonly figures: boolean;
}

const columns: readonly Column[] = [
  { heading: 'model', of: ({ model }) => model, figures: false },
  { heading: 'state', of: ({ state }) => state, figures: false },
  { heading: 'wall', of: (lane) => seconds(typicalTimes(lane)?.wallMs), figures: true },
  { heading: 'start-up', of: (lane) => seconds(typicalTimes(lane)?.spawnMs), figures: true },
  { heading: 'work', of: (lane) => seconds(typicalTimes(lane)?.workMs), figures: true },
  { heading: 'CPU', of: (lane) => seconds(typicalTimes(lane)?.cpuMs), figures: true },
];
const lines: Column = { heading: 'lines', of: ({ rounds }) => String(rounds.at(-1)?.lines ?? ''), figures: true };

/** One row a lane, for people, medians where there were several rounds; under it what that means, and why. */
export const table: Format = (report) => {
  const { lanes, scenario } = report;
  const single = scenario.rounds === 1;
  const speedUp: Column = { heading: single ? 'speed-up' : 'speed-up, 95 %', of: speedUpText, figures: single };
  const shown = [...columns, speedUp, ...(single ? [lines] : [])];
  const reasons = reasonLines(report).map(({ model, text }) => [`${model}:`, text] as const);
  const blocks = [
    [headingOf(report)],
    rowsOf(shown, lanes),
    lanes.flatMap(findings),
    verdictLines(report).flatMap((line) => wrapText(line, width, 2)),
    breakEvenLines(report).flatMap((line) => wrapText(line, width, 2)),
    aligned(reasons),
    warningLines(report).flatMap((line) => wrapText(`warning: ${line}`, width, 2)),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => `${block.map((line) => line.trimEnd()).join('\n')}\n`)
    .join('\n');
};

function rowsOf(shown: readonly Column[], lanes: readonly ReportLane[]): string[] {
  const rows = [shown.map(({ heading }) => heading), ...lanes.map((lane) => shown.map(({ of }) => of(lane)))];
  return alignedRows(
    rows,
    shown.map(({ figures }) => figures),
  );
}

/** Names in a column of their own, what is said of them wrapped beside it. */
function aligned(pairs: readonly (readonly [name: string, text: string])[]): string[] {
  const column = Math.max(0, ...pairs.map(([name]) => name.length)) + 1;
  return pairs.flatMap(([name, text]) => wrapText(`${name.padEnd(column)}${plainText(text)}`, width, column));
}

/** What a run told besides its times: what its tasks measured, and what became of its GIL. */
function findings({ model, rounds }: ReportLane): string[] {
  const { gil, tasks = [] } = rounds.at(-1) ?? {};
  const measured = tasks.flatMap(({ label, measured }) => {
    const figures = Object.entries(measured ?? {}).filter(([, value]) => typeof value === 'number');
    const words = figures.map(
      ([name, value]) => `${name} ${Number(value).toLocaleString('en', { maximumFractionDigits: 1 })}`,
    );
    return words.length === 0 ? [] : `${model}, ${plainText(label)}: ${plainText(words.join(', '))}`;
  });
  if (gil === undefined) return measured;
  return [
    ...measured,
    `${model}: the GIL switched ${gil.switches} times, held for ${gil.meanHoldMs.toFixed(2)} ms on average`,
  ];
}

function seconds(ms: number | undefined): string {
  return ms === undefined ? '' : `${(ms / 1_000).toFixed(2)} s`;
}
