import { isSequential } from '../catalog.ts';
import { fewestRounds } from '../measure/statistics/comparison.ts';
import { decide, type Series } from '../measure/verdict/decision.ts';

/** After so many rounds a lane can be seen to be out. */
const roundsToTell = 3;
/** A lane that takes so many times as long as the fastest, in each round, is out: no later round will make up for it. */
const farBehind = 1.5;

/** How a race stands after a round. */
export interface Standing {
  /** Lanes that are out, with how many times as long as the fastest they take. */
  readonly out: ReadonlyMap<string, number>;
  /** All that are left are told from the fastest, or shown to be as fast. */
  readonly isSettled: boolean;
}

/**
 * How the race stands, from the times of each lane by round. The lanes that do one task after the
 * other stay: the others' speed-ups are told against them.
 */
export function standingOf(series: readonly Series[], seed: number): Standing {
  const { fastest, behind } = decide(series, seed);
  const out = new Map(
    behind.flatMap(({ lane, comparison: { ratio, points } }) => {
      const isOut = points.length >= roundsToTell && points.every((point) => point < 1 / farBehind);
      return isOut && !isSequential(lane) ? [[lane, 1 / ratio] as const] : [];
    }),
  );
  const left = behind.filter(({ lane }) => !out.has(lane));
  const rounds = series.find(({ lane }) => lane === fastest)?.times.filter((time) => time !== undefined).length ?? 0;
  const isTold = left.every(({ verdict: { outcome } }) => outcome !== 'inconclusive' && outcome !== 'indicative');
  return { out, isSettled: rounds >= fewestRounds && isTold };
}
