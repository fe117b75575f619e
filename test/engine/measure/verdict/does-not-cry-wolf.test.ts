import { describe, expect, test } from 'vitest';
import { type Decision, decide } from '../../../../src/engine/measure/verdict/decision.ts';
import { busy, type Noise, quiet, simulateRounds, typical } from '../simulated-rounds.ts';

/** In which share of repetitions a decision is as described. */
function share(
  costs: readonly number[],
  rounds: number,
  noise: Noise,
  repetitions: number,
  isSo: (decision: Decision) => boolean,
): number {
  let so = 0;
  for (let seed = 1; seed <= repetitions; seed += 1) {
    const series = simulateRounds(costs, rounds, noise, seed).map((times, index) => ({
      lane: `m${index}`,
      ...(index > 0 && { baseline: 'm0' }),
      times,
    }));
    if (isSo(decide(series, seed))) so += 1;
  }
  return so / repetitions;
}

function tellsApart({ speedUps, behind }: Decision): boolean {
  return [...speedUps, ...behind].some(({ verdict: { outcome } }) => outcome === 'faster' || outcome === 'slower');
}

describe.each([
  ['quiet', quiet],
  ['typical', typical],
  ['busy', busy],
])('on a %s machine', (_, noise) => {
  test('the same model under two names is told apart in at most 5 % of 10 rounds', () => {
    expect(share([1, 1], 10, noise, 200, tellsApart)).toBeLessThanOrEqual(0.05);
  });

  test('the same model under two names is told apart in at most 5 % of 5 rounds', () => {
    expect(share([1, 1], 5, noise, 200, tellsApart)).toBeLessThanOrEqual(0.05);
  });

  test('the same model under six names gives any difference in at most 5 %', () => {
    expect(share([1, 1, 1, 1, 1, 1], 10, noise, 100, tellsApart)).toBeLessThanOrEqual(0.05);
  });

  test('a difference of 15 % is found in at least 80 % of 10 rounds', () => {
    const faster = ({ speedUps }: Decision) => speedUps[0]?.verdict.outcome === 'faster';
    expect(share([1.15, 1], 10, noise, 100, faster)).toBeGreaterThanOrEqual(0.8);
  });
});
