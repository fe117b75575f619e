import { describe, expect, test } from 'vitest';
import { busy, type Noise, quiet, typical } from '../simulated-rounds.ts';
import { covers, seesDependence, shareOfDecisions, tellsApart, tellsFaster } from '../simulated-sessions.ts';

const two = { costs: [1, 1], repetitions: 200 };

describe.each([
  ['quiet', quiet],
  ['typical', typical],
  ['busy', busy],
])('on a %s machine', (_, noise) => {
  test('the same model under two names is told apart in at most 5 % of 10 rounds', () => {
    expect(shareOfDecisions({ ...two, rounds: 10, noise }, tellsApart)).toBeLessThanOrEqual(0.05);
  });

  test('the same model under two names is told apart in at most 5 % of 5 rounds', () => {
    expect(shareOfDecisions({ ...two, rounds: 5, noise }, tellsApart)).toBeLessThanOrEqual(0.05);
  });

  test('the same model under six names gives any difference in at most 5 %', () => {
    const six = { costs: [1, 1, 1, 1, 1, 1], rounds: 10, noise, repetitions: 100 };
    expect(shareOfDecisions(six, tellsApart)).toBeLessThanOrEqual(0.05);
  });

  test('a difference of 15 % is found in at least 80 % of 10 rounds', () => {
    const longer = { costs: [1.15, 1], rounds: 10, noise, repetitions: 100 };
    expect(shareOfDecisions(longer, tellsFaster)).toBeGreaterThanOrEqual(0.8);
  });
});

describe('where what a lane takes depends on what it took in the round before', () => {
  const correlated = (correlation: number): Noise => ({ ...typical, correlation });

  test.each([
    [0.3, 0.05],
    [0.5, 0.1],
    [0.7, 0.15],
  ])('with a correlation of %d, equal lanes are told apart in at most %d of sessions', (correlation, most) => {
    const noise = correlated(correlation);
    expect(shareOfDecisions({ ...two, rounds: 10, noise }, tellsApart)).toBeLessThanOrEqual(most);
  });

  test('equal lanes are told apart less often the more of them there are to see it in', () => {
    const six = { costs: [1, 1, 1, 1, 1, 1], rounds: 10, noise: correlated(0.5), repetitions: 60 };
    expect(shareOfDecisions(six, tellsApart)).toBeLessThanOrEqual(0.1);
    expect(shareOfDecisions(six, seesDependence)).toBeGreaterThanOrEqual(0.3);
  });

  test('a difference of 15 % is still found in most sessions', () => {
    const longer = { costs: [1.15, 1], rounds: 10, noise: correlated(0.5), repetitions: 100 };
    expect(shareOfDecisions(longer, tellsFaster)).toBeGreaterThanOrEqual(0.75);
  });

  test('that is seen in 40 rounds of two lanes, and not where it is not so', () => {
    const many = { ...two, rounds: 40, repetitions: 100 };
    expect(shareOfDecisions({ ...many, noise: correlated(0.7) }, seesDependence)).toBeGreaterThanOrEqual(0.5);
    expect(shareOfDecisions({ ...many, noise: typical }, seesDependence)).toBeLessThanOrEqual(0.08);
    expect(shareOfDecisions({ ...two, rounds: 5, noise: typical }, seesDependence)).toBeLessThanOrEqual(0.08);
  });
});

describe('the interval of equal lanes of which one takes twice as long in a tenth of its runs', () => {
  const spiky: Noise = { jitter: typical.jitter, drift: typical.drift, disturbed: 0, spikes: 0.1 };

  test('holds the true ratio about as often as its rounds have such a run at all', () => {
    const rounds = 20;
    const held = shareOfDecisions({ ...two, rounds, noise: spiky }, covers(spiky));
    expect(held).toBeGreaterThanOrEqual(1 - 0.9 ** rounds - 0.07);
  });

  test('holds it in more of 40 rounds, and of other noise in 93 % at least', () => {
    const many = { ...two, rounds: 40, repetitions: 50 };
    expect(shareOfDecisions({ ...many, noise: spiky }, covers(spiky))).toBeGreaterThanOrEqual(0.9);
    expect(shareOfDecisions({ ...two, rounds: 10, noise: typical }, covers(typical))).toBeGreaterThanOrEqual(0.93);
  });
});
