import { fewestRounds } from '../measure/statistics/comparison.ts';
import { outlierText } from '../report/words/verdict.ts';
import { counted, intervalText, timesText, wordedMs } from '../text/numbers.ts';
import type { SweepBest } from './best.ts';
import type { SweepModel, SweepPoint } from './sweep.ts';
import { unitOf } from './unit.ts';

/** With how many workers a model did best, how it did so, and which others are as good, or may be. */
export function bestLine({ model, points, best }: SweepModel): string {
  const point = points.find(({ workers }) => workers === best?.workers);
  if (best === undefined || point?.wallMs === undefined) return 'nothing was measured that counts';
  const { workers, wallMs, overBaseline, overBaselineInterval: interval } = point;
  const over = overBaseline === undefined ? '' : `, ${timesText(overBaseline)} as fast as sequential`;
  const range = interval === undefined ? '' : ` ${intervalText(interval)}`;
  const time = `${wordedMs(wallMs)}${over}${range}`;
  const chosen = unitOf(model).counted(workers);
  const measured = points.filter(({ rounds }) => rounds > 0);
  if (measured.length === 1) return `with ${chosen}, the only number that was measured: ${time}`;
  if (best.alike.length === 0) return `came out first with ${chosen}, indicative only: ${time}`;
  if (best.inconclusive.length === measured.length - 1)
    return `inconclusive: ${chosen} came out first, ${time}; ${openText(best)}`;
  const how = best.alike.length === 1 ? 'the fastest' : 'as fast as any';
  const open = best.inconclusive.length === 0 ? '' : `; inconclusive: ${openText(best)}`;
  return `best with ${chosen}, ${how}: ${time}${alikeText(best)}${open}`;
}

function alikeText({ alike, fastest }: SweepBest): string {
  return alike.length === 1 ? '' : `; ${alike.join()} are within 10 % of the fastest, ${fastest}`;
}

function openText({ inconclusive, fastest, moreRounds }: SweepBest): string {
  const is = inconclusive.length === 1 ? 'is' : 'are';
  const open = `${inconclusive.join()} ${is} neither told from ${fastest} nor shown to be within 10 % of it`;
  if (moreRounds === undefined) return open;
  return `${open}; about ${counted(moreRounds, 'more round')} would be likely to settle it`;
}

/** What is to be known of the rounds that the points rest on: that they are few, with each of their ratios, or outliers. */
export function roundLines({ model, points }: Pick<SweepModel, 'model' | 'points'>): string[] {
  const unit = unitOf(model);
  const measured = points.filter(({ rounds }) => rounds > 0);
  const few = measured.filter(({ rounds }) => rounds < fewestRounds);
  const where = few.length === measured.length ? '' : `with ${few.map(({ workers }) => workers).join()}, `;
  const mark = few.length === 0 ? [] : [`${where}indicative only: fewer than ${fewestRounds} rounds`];
  const raw = few.filter(({ workers, points: { length } }) => workers > 1 && length > 1);
  const ratios = raw.length === 0 ? [] : [`round by round, over 1 ${unit.one}: ${raw.map(ratiosText).join('; ')}`];
  const outliers = measured
    .filter((point) => point.rounds >= fewestRounds && point.outliers.length > 0)
    .map((point) => `with ${unit.counted(point.workers)}, ${outlierText(point)}`);
  return [...mark, ...ratios, ...outliers];
}

function ratiosText({ workers, points }: SweepPoint): string {
  return `with ${workers}, ${points.map((point) => timesText(point)).join(' ')}`;
}
