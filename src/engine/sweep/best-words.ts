import { fewestRounds } from '../measure/statistics/comparison.ts';
import { outlierText } from '../report/words/verdict.ts';
import { counted, intervalText, timesText, wordedMs } from '../text/numbers.ts';
import type { SweepModel, SweepPoint } from './sweep.ts';

/** With how many workers a model did best, how it did so, and which others are as good. */
export function bestLine({ points, best }: SweepModel): string {
  const point = points.find(({ workers }) => workers === best?.workers);
  if (best === undefined || point?.wallMs === undefined) return 'nothing was measured that counts';
  const { workers, wallMs, overBaseline, overBaselineInterval: interval } = point;
  const over = overBaseline === undefined ? '' : `, ${timesText(overBaseline)} as fast as sequential`;
  const range = interval === undefined ? '' : ` ${intervalText(interval)}`;
  const time = `${wordedMs(wallMs)}${over}${range}`;
  const chosen = counted(workers, 'worker');
  const measured = points.filter(({ rounds }) => rounds > 0);
  if (measured.length === 1) return `with ${chosen}, the only number that was measured: ${time}`;
  if (best.alike.length === 0) return `came out first with ${chosen}, indicative only: ${time}`;
  if (best.alike.length === 1) return `best with ${chosen}, the fastest: ${time}`;
  return `best with ${chosen}, as fast as any: ${time}; ${best.alike.join()} cannot be told from the fastest`;
}

/** What is to be known of the rounds that the points rest on: that they are few, with each of their ratios, or outliers. */
export function roundLines({ points }: Pick<SweepModel, 'points'>): string[] {
  const measured = points.filter(({ rounds }) => rounds > 0);
  const few = measured.filter(({ rounds }) => rounds < fewestRounds);
  const where = few.length === measured.length ? '' : `with ${few.map(({ workers }) => workers).join()}, `;
  const mark = few.length === 0 ? [] : [`${where}indicative only: fewer than ${fewestRounds} rounds`];
  const raw = few.filter(({ workers, points: { length } }) => workers > 1 && length > 1);
  const ratios = raw.length === 0 ? [] : [`round by round, over 1 worker: ${raw.map(ratiosText).join('; ')}`];
  const outliers = measured
    .filter((point) => point.rounds >= fewestRounds && point.outliers.length > 0)
    .map((point) => `with ${counted(point.workers, 'worker')}, ${outlierText(point)}`);
  return [...mark, ...ratios, ...outliers];
}

function ratiosText({ workers, points }: SweepPoint): string {
  return `with ${workers}, ${points.map((point) => timesText(point)).join(' ')}`;
}
