import type { Plan } from '../plan.ts';
import type { RoundName } from './schedule.ts';

/** `round 3 of 10`, `warm-up`, `warm-up 2 of 3`; empty where there is but one round. */
export function roundText({ rounds, warmUp }: Plan, { round, kind }: RoundName): string {
  if (kind === 'warm-up') return warmUp === 1 ? 'warm-up' : `warm-up ${round} of ${warmUp}`;
  return rounds === 1 ? '' : `round ${round} of ${rounds}`;
}
