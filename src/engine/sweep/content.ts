import { amdahlSpeedUp } from '../measure/scaling/amdahl.ts';
import { universalSpeedUp } from '../measure/scaling/universal.ts';
import { type Block, type Column, type Plot, tableOf } from '../report/blocks.ts';
import { timeCell } from '../report/columns/lanes.ts';
import { purposeLines, warningLines } from '../report/words/report.ts';
import { ratioText, wordedMs } from '../text/numbers.ts';
import { scalingPoints } from './fits.ts';
import type { Sweep, SweepModel, SweepPoint } from './sweep.ts';
import { type Unit, unitOf } from './unit.ts';
import { baselineLines, findingLines, headingOf, isWrong } from './words.ts';

/** What a sweep has to say: how it went with each model, and what to beware of. */
export function sweepBlocks(sweep: Sweep): Block[] {
  return [
    { kind: 'title', text: headingOf(sweep), facts: [...purposeLines(sweep), ...baselineLines(sweep)] },
    ...sweep.models.map(modelSection),
    { kind: 'warnings', items: warningLines(sweep) },
  ];
}

function modelSection(model: SweepModel): Block {
  const plot = plotOf(model);
  return {
    kind: 'section',
    name: 'curve',
    heading: model.model,
    blocks: [
      tableOf(model.model, columnsOf(unitOf(model.model)), model.points),
      ...(plot === undefined ? [] : [plot]),
      { kind: 'list', items: findingLines(model) },
    ],
  };
}

function columnsOf({ one, several }: Unit): Column<SweepPoint>[] {
  return [
    { heading: several, align: 'right', of: ({ workers }) => String(workers) },
    { heading: 'state', align: 'left', of: ({ state }) => state },
    { heading: 'rounds', align: 'right', of: ({ rounds }) => String(rounds) },
    { heading: 'wall', align: 'right', of: ({ wallMs }) => timeCell(wallMs) },
    { heading: `over 1 ${one}`, align: 'right', of: ({ speedUp, interval }) => ratioText(speedUp, interval) },
    {
      heading: 'over sequential',
      align: 'right',
      of: ({ overBaseline, overBaselineInterval }) => ratioText(overBaseline, overBaselineInterval),
    },
  ];
}

/** The curve of a model with the laws that hold; its times where no speed-up is known. Undefined where there is no curve. */
export function plotOf(model: SweepModel): Plot | undefined {
  const { points } = model;
  const { several } = unitOf(model.model);
  const speedUps = scalingPoints(points).map(({ workers, speedUp }) => ({ x: workers, y: speedUp }));
  if (speedUps.length >= 2) {
    const title = `speed-up by number of ${several}`;
    return { kind: 'plot', title, points: speedUps, curves: lawCurves(model), label: speedUpLabel };
  }
  const times = points.flatMap(({ workers, wallMs }) => (wallMs === undefined ? [] : [{ x: workers, y: wallMs }]));
  if (times.length < 2) return undefined;
  return { kind: 'plot', title: `time by number of ${several}`, points: times, curves: [], label: wordedMs };
}

function lawCurves({ amdahl, universal }: SweepModel): Plot['curves'] {
  return [
    ...(amdahl === undefined || isWrong(amdahl)
      ? []
      : [{ mark: '.', name: "Amdahl's law", at: (n: number) => amdahlSpeedUp(amdahl, n) }]),
    ...(universal === undefined || isWrong(universal)
      ? []
      : [{ mark: ':', name: 'universal scalability law', at: (n: number) => universalSpeedUp(universal, n) }]),
  ];
}

function speedUpLabel(y: number): string {
  return `${y.toFixed(y < 2 ? 2 : 1)}x`;
}
