import { type Format, json, type sweepFormatNames } from '../report/format.ts';
import { markdownOf } from '../report/render/markdown.ts';
import { terminalText } from '../report/render/terminal.ts';
import { type CsvValue, csvText } from '../text/csv.ts';
import { plainText } from '../text/plain.ts';
import { sweepBlocks } from './content.ts';
import type { Sweep, SweepPoint } from './sweep.ts';

interface Row {
  readonly scenario: string;
  readonly model: string;
  readonly point: SweepPoint;
}

const columns: Readonly<Record<string, (row: Row) => CsvValue>> = {
  scenario: ({ scenario }) => scenario,
  model: ({ model }) => plainText(model),
  workers: ({ point }) => point.workers,
  state: ({ point }) => point.state,
  rounds: ({ point }) => point.rounds,
  wallMs: ({ point }) => point.wallMs,
  speedUp: ({ point }) => point.speedUp,
  speedUpLow: ({ point }) => point.interval?.low,
  speedUpHigh: ({ point }) => point.interval?.high,
  overSequential: ({ point }) => point.overBaseline,
  overSequentialLow: ({ point }) => point.overBaselineInterval?.low,
  overSequentialHigh: ({ point }) => point.overBaselineInterval?.high,
  unsuccessful: ({ point }) => plainText(point.unsuccessful ?? ''),
  reason: ({ point }) => plainText(point.reason ?? ''),
};

/** One record a point. */
const csv: Format<Sweep> = ({ scenario, models }) =>
  csvText(
    columns,
    models.flatMap(({ model, points }) => points.map((point) => ({ scenario: scenario.id, model, point }))),
  );

const known = {
  table: (sweep) => terminalText(sweepBlocks(sweep)),
  json,
  csv,
  markdown: (sweep) => markdownOf(sweepBlocks(sweep)),
} satisfies Record<(typeof sweepFormatNames)[number], Format<Sweep>>;

/** Every format of `lanes sweep --format`, by name. */
export const sweepFormats: Readonly<Record<string, Format<Sweep>>> & typeof known = known;
