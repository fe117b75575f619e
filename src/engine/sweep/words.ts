import { amdahlSpeedUp } from '../measure/scaling/amdahl.ts';
import { describeBreakEven } from '../measure/scaling/break-even.ts';
import { universalSpeedUp } from '../measure/scaling/universal.ts';
import { wordedMs } from '../measure/worded-time.ts';
import { counted, ratioText } from '../text/numbers.ts';
import { bestLine, roundLines } from './best-words.ts';
import { type AmdahlLaw, scalingPoints, type UniversalLaw } from './fits.ts';
import { drawPlot, pointMark } from './plot.ts';
import type { Sweep, SweepModel, SweepPoint } from './sweep.ts';

/** The heading of the table of points, and which of its columns hold figures. */
export const headings = ['workers', 'state', 'rounds', 'wall', 'over 1 worker', 'over sequential'] as const;
export const figures = [true, false, true, true, true, true] as const;

const amdahlMark = '.';
const universalMark = ':';

/** A row of the table, for each number of workers. */
export function rowOf(point: SweepPoint): string[] {
  const { workers, state, rounds, wallMs, speedUp, interval, overBaseline, overBaselineInterval } = point;
  const wall = wallMs === undefined ? '' : wordedMs(wallMs);
  return [
    String(workers),
    state,
    String(rounds),
    wall,
    ratioText(speedUp, interval),
    ratioText(overBaseline, overBaselineInterval),
  ];
}

/** What was run on what, in one line. */
export function headingOf({ scenario, environment }: Sweep): string {
  const { id, tasks, rounds } = scenario;
  const { cores, quota } = environment;
  const limit = quota === undefined ? '' : ` (quota ${Number(quota.toFixed(2))})`;
  return `${id}, swept: ${counted(tasks, 'task')}, ${counted(rounds, 'round')}, ${counted(cores, 'core')}${limit}`;
}

/** The times to which the curves are compared, in one line each. */
export function baselineLines({ baselines }: Sweep): string[] {
  return baselines.map(({ lane, state, wallMs }) => `${lane}: ${wallMs === undefined ? state : wordedMs(wallMs)}`);
}

/** What the curve of a model says, in sentences. */
export function findingLines(model: SweepModel): string[] {
  const { knee, amdahl, universal, unfitted, endedByCores, best } = model;
  return [
    bestLine(model),
    ...roundLines(model),
    ...reasonLines(model),
    ...(knee === undefined ? [] : [`knee at ${counted(knee, 'worker')}: more of them bring little`]),
    ...(endedByCores === undefined
      ? []
      : [`${counted(endedByCores, 'core')}: beyond as many workers the cores end the growth, not a law`]),
    ...(unfitted === undefined ? [] : [unfitted]),
    ...(amdahl === undefined ? [] : [amdahlText(amdahl)]),
    ...(universal === undefined ? [] : [universalText(universal)]),
    ...(best?.breakEven === undefined ? [] : [describeBreakEven(best.breakEven)]),
  ];
}

/** The curve of a model with the laws that hold, drawn; its times where no speed-up is known. Under it what is what. */
export function plotLines({ points, amdahl, universal }: SweepModel): string[] {
  const speedUps = scalingPoints(points);
  if (speedUps.length < 2) {
    const times = points.flatMap(({ workers, wallMs }) => (wallMs === undefined ? [] : [{ x: workers, y: wallMs }]));
    if (times.length < 2) return [];
    return [...drawPlot({ points: times, curves: [], label: wordedMs }), `${pointMark} time by number of workers`];
  }
  const laws = [
    ...(amdahl === undefined || isWrong(amdahl)
      ? []
      : [{ mark: amdahlMark, name: "Amdahl's law", at: (n: number) => amdahlSpeedUp(amdahl, n) }]),
    ...(universal === undefined || isWrong(universal)
      ? []
      : [
          { mark: universalMark, name: 'universal scalability law', at: (n: number) => universalSpeedUp(universal, n) },
        ]),
  ];
  const measured = speedUps.map(({ workers, speedUp }) => ({ x: workers, y: speedUp }));
  const legend = [`${pointMark} speed-up by number of workers`, ...laws.map(({ mark, name }) => `${mark} ${name}`)];
  return [...drawPlot({ points: measured, curves: laws, label: speedUpLabel }), legend.join('   ')];
}

/** Each reason once: what stops one number of workers often stops them all. */
function reasonLines({ points }: SweepModel): string[] {
  const told = Map.groupBy(
    points.filter(({ reason }) => reason !== undefined),
    ({ state, reason }) => `${state}: ${reason}`,
  );
  return [...told].map(([text, own]) => `with ${own.map(({ workers }) => workers).join()}, ${text}`);
}

function speedUpLabel(y: number): string {
  return `${y.toFixed(y < 2 ? 2 : 1)}x`;
}

/** Whether a law explains the speed-ups worse than their mean does: then its parameters mean nothing. */
function isWrong({ determination }: Pick<AmdahlLaw, 'determination'>): boolean {
  return determination < 0;
}

const wrongText = 'does not hold here: it explains the speed-ups worse than their mean does';

function amdahlText(law: AmdahlLaw): string {
  if (isWrong(law)) return `Amdahl's law ${wrongText}`;
  const { serialFraction, limit, determination, poor } = law;
  const bound = limit === undefined ? 'no limit' : `at most ${limit.toFixed(1)}× with any number of workers`;
  return `Amdahl's law: ${percent(serialFraction)} serial, ${bound}; ${qualityText(determination, poor)}`;
}

function universalText(law: UniversalLaw): string {
  if (isWrong(law)) return `the universal scalability law ${wrongText}`;
  const { contention, coherency, peak, determination, poor } = law;
  const parameters = `contention ${percent(contention)}, coherency ${percent(coherency)}`;
  const most = peak === undefined ? 'no peak' : `peak at ${counted(Math.max(1, Math.round(peak)), 'worker')}`;
  return `universal scalability law: ${parameters}, ${most}; ${qualityText(determination, poor)}`;
}

function qualityText(determination: number, poor: boolean): string {
  const share = `explains ${Math.floor(determination * 100)} % of the differences between speed-ups`;
  return poor ? `${share}: a poor fit, do not extrapolate` : share;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.01 && share > 0 ? 2 : 1)} %`;
}
