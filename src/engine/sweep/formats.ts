import { joinBlocks, terminalWidth as width } from '../text/blocks.ts';
import { csvRecord } from '../text/csv.ts';
import { markdownTable, markdownText } from '../text/markdown.ts';
import { plainText, wrapText } from '../text/plain.ts';
import { alignedRows } from '../text/table.ts';
import type { sweepFormatNames } from './format-names.ts';
import type { Sweep } from './sweep.ts';
import { baselineLines, figures, findingLines, headingOf, headings, plotLines, rowOf } from './words.ts';

type Format = (sweep: Sweep) => string;

const table: Format = (sweep) => {
  const models = sweep.models.flatMap((model) => [
    [plainText(model.model), ...alignedRows([headings, ...model.points.map(rowOf)], figures)],
    plotLines(model),
    findingLines(model).flatMap(wrapped),
  ]);
  const warnings = sweep.warnings.flatMap(({ message, advice }) => wrapped(`warning: ${message}; ${advice}`));
  return joinBlocks([[headingOf(sweep), ...baselineLines(sweep).map(plainText)], ...models, warnings]);
};

const markdown: Format = (sweep) => {
  const models = sweep.models.flatMap((model) => [
    [`### ${markdownText(model.model)}`],
    markdownTable([headings, ...model.points.map((point) => rowOf(point).map(markdownText))], figures),
    inFence(plotLines(model)),
    findingLines(model).map((line) => `- ${markdownText(line)}`),
  ]);
  const warnings = sweep.warnings.map(
    ({ message, advice }) => `> **Warning:** ${markdownText(`${message}; ${advice}`)}`,
  );
  const baselines = baselineLines(sweep).map((line) => `- ${markdownText(line)}`);
  return joinBlocks([[`## ${markdownText(headingOf(sweep))}`], baselines, ...models, warnings]);
};

const json: Format = (sweep) => `${JSON.stringify(sweep, undefined, 2)}\n`;

const csvHeadings = [
  'scenario',
  'model',
  'workers',
  'state',
  'rounds',
  'wallMs',
  'speedUp',
  'speedUpLow',
  'speedUpHigh',
  'overSequential',
  'overSequentialLow',
  'overSequentialHigh',
];

/** One record a point: RFC 4180, with a header. */
const csv: Format = ({ scenario, models }) => {
  const records = models.flatMap(({ model, points }) =>
    points.map(({ workers, state, rounds, wallMs, speedUp, interval, overBaseline, overBaselineInterval }) => {
      const ratios = [speedUp, interval?.low, interval?.high];
      const over = [overBaseline, overBaselineInterval?.low, overBaselineInterval?.high];
      const values = [scenario.id, model, workers, state, rounds, wallMs, ...ratios, ...over];
      return values.map((value) => (value === undefined ? '' : String(value)));
    }),
  );
  return [csvHeadings, ...records].map(csvRecord).join('');
};

const known = { table, json, csv, markdown } satisfies Record<(typeof sweepFormatNames)[number], Format>;

/** Every format of `lanes sweep --format`, by name. */
export const sweepFormats: Readonly<Record<string, Format>> & typeof known = known;

function wrapped(line: string): string[] {
  return wrapText(plainText(line), width, 2);
}

function inFence(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['```', ...lines, '```'];
}
