import { type Block, type Section, tableOf } from './blocks.ts';
import { coreColumns, coreTerms } from './columns/cores.ts';
import { type LaneColumn, nameColumn, roundColumns, timeTerms } from './columns/lanes.ts';
import { partColumns, partTerms, type Wording } from './columns/parts.ts';
import type { Report, ReportLane } from './report.ts';
import { wholeOf } from './typical.ts';
import {
  adviceLines,
  breakEvenLines,
  failureRemarks,
  findingLines,
  headingOf,
  machineText,
  purposeLines,
  reasonRemarks,
  warningLines,
} from './words/report.ts';
import { verdictLines } from './words/verdict.ts';

/** What a report has to say, piece by piece; a piece with nothing to say has no block. */
const pieces = {
  title: (report: Report): Block[] => [{ kind: 'title', text: headingOf(report), facts: purposeLines(report) }],
  machine: (report: Report): Block[] => [{ kind: 'note', text: machineText(report) }],
  times: (report: Report, { times }: Edition): Block[] => [tableOf('times', times(report), report.lanes)],
  medians: ({ lanes }: Report): Block[] =>
    lanes.some(({ rounds }) => rounds.length > 1)
      ? [{ kind: 'note', text: 'Medians over the rounds that count.' }]
      : [],
  timeTerms: ({ lanes }: Report): Block[] => (lanes.length === 0 ? [] : [{ kind: 'terms', terms: timeTerms }]),
  findings: (report: Report): Block[] => [{ kind: 'facts', items: findingLines(report) }],
  verdict: (report: Report): Block[] => [{ kind: 'conclusion', items: verdictLines(report) }],
  timelines: ({ lanes }: Report): Block[] => [{ kind: 'timelines', lanes }],
  shares: (report: Report, { wording }: Edition): Block[] => {
    const ran = thatRan(report);
    return ran.length === 0
      ? []
      : [tableOf('where the time went', [nameColumn, ...partColumns(ran, wording, 'percent')], ran)];
  },
  bars: ({ lanes }: Report): Block[] =>
    hasTime(lanes)
      ? [
          {
            kind: 'note',
            text: "Shares of all workers' wall time, from when each was asked for until it was gone; each instant counts once.",
          },
          { kind: 'breakdowns', lanes },
        ]
      : [],
  partTerms: (report: Report, { wording }: Edition): Block[] => [{ kind: 'terms', terms: partTerms(report, wording) }],
  partTimes: ({ lanes }: Report, { wording }: Edition): Block[] => {
    if (!hasTime(lanes)) return [];
    const table = tableOf('where the time went', [nameColumn, ...partColumns(lanes, wording, 'times')], lanes);
    return [{ kind: 'details', summary: 'in figures', blocks: [table] }];
  },
  cores: (report: Report, { wording }: Edition): Block[] => {
    const ran = thatRan(report);
    return ran.length === 0 ? [] : [tableOf('how the cores were used', [nameColumn, ...coreColumns(wording)], ran)];
  },
  coreTerms: (report: Report, { wording }: Edition): Block[] =>
    thatRan(report).length === 0 ? [] : [{ kind: 'terms', terms: coreTerms(wording) }],
  breakEven: (report: Report): Block[] => [{ kind: 'list', items: breakEvenLines(report) }],
  reasons: (report: Report): Block[] => [{ kind: 'remarks', remarks: reasonRemarks(report) }],
  failures: (report: Report): Block[] => [{ kind: 'remarks', remarks: failureRemarks(report) }],
  warnings: (report: Report): Block[] => [{ kind: 'warnings', items: warningLines(report) }],
  advice: (report: Report): Block[] => [{ kind: 'list', items: adviceLines(report) }],
  rounds: ({ lanes }: Report): Block[] => {
    const runs = lanes.flatMap(({ lane, rounds }) => rounds.map((round) => ({ lane, round })));
    if (runs.length <= lanes.length) return [];
    const table = tableOf('each round', roundColumns, runs);
    return [{ kind: 'details', summary: `all ${runs.length} runs, warm-ups and repeated ones too`, blocks: [table] }];
  },
} as const;

type Piece = keyof typeof pieces;

/** Which pieces of a report a medium has, in which order and under which headings, and how wide it is. */
export interface Edition {
  readonly wording: Wording;
  readonly times: (report: Report) => readonly LaneColumn[];
  readonly parts: readonly (Piece | Chapter)[];
}

/** Pieces under a heading, which may depend on the report. */
export interface Chapter {
  readonly name: string;
  readonly heading: string | ((report: Report) => string);
  readonly pieces: readonly Piece[];
}

/** The report as blocks, as an edition has them. */
export function reportBlocks(report: Report, edition: Edition): Block[] {
  return edition.parts.flatMap((part): Block[] =>
    typeof part === 'string' ? pieces[part](report, edition) : [chapter(part, report, edition)],
  );
}

function chapter({ name, heading: given, pieces: own }: Chapter, report: Report, edition: Edition): Section {
  const blocks = own.flatMap((piece) => pieces[piece](report, edition));
  const heading = typeof given === 'string' ? given : given(report);
  return { kind: 'section', name, blocks, heading };
}

/** Any of them spent time that can be divided up. */
function hasTime(lanes: readonly ReportLane[]): boolean {
  return lanes.some((lane) => (wholeOf(lane) ?? 0) > 0);
}

function thatRan({ lanes }: Report): readonly ReportLane[] {
  return lanes.filter(({ rounds }) => rounds.length > 0);
}
