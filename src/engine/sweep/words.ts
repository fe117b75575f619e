import { describeBreakEven } from '../measure/scaling/break-even.ts';
import { coresText } from '../report/words/report.ts';
import { counted, percentText, wordedMs } from '../text/numbers.ts';
import { bestLine, roundLines } from './best-words.ts';
import type { AmdahlLaw, UniversalLaw } from './fits.ts';
import type { Sweep, SweepModel } from './sweep.ts';
import { type Unit, unitOf } from './unit.ts';

/** What was run on what, in one line. */
export function headingOf({ scenario, environment }: Sweep): string {
  const { id, tasks, rounds } = scenario;
  return `${id}, swept: ${counted(tasks, 'task')}, ${counted(rounds, 'round')}, ${coresText(environment)}`;
}

/** The times to which the curves are compared, in one line each. */
export function baselineLines({ baselines }: Sweep): string[] {
  return baselines.map(({ lane, state, wallMs }) => `${lane}: ${wallMs === undefined ? state : wordedMs(wallMs)}`);
}

/** What the curve of a model says, in sentences. */
export function findingLines(model: SweepModel): string[] {
  const { knee, amdahl, universal, unfitted, endedByCores, best } = model;
  const unit = unitOf(model.model);
  return [
    bestLine(model),
    ...roundLines(model),
    ...reasonLines(model),
    ...(knee === undefined ? [] : [`knee at ${unit.counted(knee)}: more of them bring little`]),
    ...(endedByCores === undefined
      ? []
      : [`${counted(endedByCores, 'core')}: beyond as many workers the cores end the growth, not a law`]),
    ...(unfitted === undefined ? [] : [unfitted]),
    ...(amdahl === undefined ? [] : [amdahlText(amdahl, unit)]),
    ...(universal === undefined ? [] : [universalText(universal, unit)]),
    ...(best?.breakEven === undefined ? [] : [describeBreakEven(best.breakEven)]),
  ];
}

/** Each reason once: what stops one number of workers often stops them all. */
function reasonLines({ points }: SweepModel): string[] {
  const said = points.flatMap(({ workers, state, reason, unsuccessful }) =>
    [reason === undefined ? [] : `${state}: ${reason}`, unsuccessful ?? []].flat().map((text) => ({ workers, text })),
  );
  const told = Map.groupBy(said, ({ text }) => text);
  return [...told].map(([text, own]) => `with ${own.map(({ workers }) => workers).join()}, ${text}`);
}

/** Whether a law explains the speed-ups worse than their mean does: then its parameters mean nothing. */
export function isWrong({ determination }: Pick<AmdahlLaw, 'determination'>): boolean {
  return determination < 0;
}

const wrongText = 'does not hold here: it explains the speed-ups worse than their mean does';

function amdahlText(law: AmdahlLaw, { several }: Unit): string {
  if (isWrong(law)) return `Amdahl's law ${wrongText}`;
  const { serialFraction, limit, determination, poor } = law;
  const bound = limit === undefined ? 'no limit' : `at most ${limit.toFixed(1)}× with any number of ${several}`;
  return `Amdahl's law: ${percentText(serialFraction)} serial, ${bound}; ${qualityText(determination, poor)}`;
}

function universalText(law: UniversalLaw, unit: Unit): string {
  if (isWrong(law)) return `the universal scalability law ${wrongText}`;
  const { contention, coherency, peak, determination, poor } = law;
  const parameters = `contention ${percentText(contention)}, coherency ${percentText(coherency)}`;
  const most = peak === undefined ? 'no peak' : `peak at ${unit.counted(Math.max(1, Math.round(peak)))}`;
  return `universal scalability law: ${parameters}, ${most}; ${qualityText(determination, poor)}`;
}

function qualityText(determination: number, poor: boolean): string {
  const share = `explains ${Math.floor(determination * 100)} % of the differences between speed-ups`;
  return poor ? `${share}: a poor fit, do not extrapolate` : share;
}
