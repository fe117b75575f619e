import { changeBetween, type TimedRun } from '../../../src/engine/measure/statistics/change.ts';
import { logRatios } from '../../../src/engine/measure/statistics/comparison.ts';
import { outliersOf } from '../../../src/engine/measure/statistics/outliers.ts';
import { type Decision, decide } from '../../../src/engine/measure/verdict/decision.ts';
import { type Noise, simulateRounds, spikedBy } from './simulated-rounds.ts';

/** What is simulated: lanes by their true times, the first of which is the baseline of the others. */
export interface Simulation {
  readonly costs: readonly number[];
  readonly rounds: number;
  readonly noise: Noise;
  readonly repetitions: number;
}

/** In which share of repetitions something is so. Seeds are those from 1 on. */
function shareOf(repetitions: number, isSo: (seed: number) => boolean): number {
  const seeds = Array.from({ length: repetitions }, (_, index) => index + 1);
  return seeds.filter(isSo).length / repetitions;
}

/** In which share of sessions the decision is as described. */
export function shareOfDecisions(
  { costs, rounds, noise, repetitions }: Simulation,
  isSo: (decision: Decision) => boolean,
): number {
  return shareOf(repetitions, (seed) => {
    const series = simulateRounds(costs, rounds, noise, seed).map((times, index) => ({
      lane: `m${index}`,
      ...(index > 0 && { baseline: 'm0' }),
      times,
    }));
    return isSo(decide(series, seed));
  });
}

/** Whether any two lanes are told apart. */
export function tellsApart({ speedUps, behind }: Decision): boolean {
  return [...speedUps, ...behind].some(({ verdict: { outcome } }) => outcome === 'faster' || outcome === 'slower');
}

/** Whether the second lane is told to be faster than the first. */
export function tellsFaster({ speedUps }: Decision): boolean {
  return speedUps[0]?.verdict.outcome === 'faster';
}

/** Whether rounds are seen to depend on each other. */
export function seesDependence({ dependence }: Decision): boolean {
  return dependence !== undefined && dependence.p <= 0.05;
}

/** Whether the 95 % interval of the second lane over the first has the true ratio in it: equal but for the spikes of the first. */
export function covers(noise: Noise): (decision: Decision) => boolean {
  const truth = spikedBy(noise);
  return ({ speedUps }) => {
    const { low, high } = speedUps[0]?.comparison.inference?.interval ?? { low: Number.NaN, high: Number.NaN };
    return low <= truth && truth <= high;
  };
}

/** In which share of sessions any comparison with the first lane has an outlier. */
export function shareWithOutliers({ costs, rounds, noise, repetitions }: Simulation): number {
  return shareOf(repetitions, (seed) => {
    const [base = [], ...others] = simulateRounds(costs, rounds, noise, seed);
    const logs = others.map((times) => logRatios(base, times).flatMap((log) => log ?? []));
    return logs.some((own) => outliersOf(own, others.length).length > 0);
  });
}

/** How long the reference loop takes beside a lane that takes 1. */
const loop = 0.1;

/** In which share of pairs of sessions, the first of a lane that takes 1, a change to `cost` is told of. They drift apart: their seeds are far apart too. */
export function shareOfChanges(
  { rounds, noise, repetitions }: Omit<Simulation, 'costs'>,
  cost: number,
  isSo: (ratio: number) => boolean = () => true,
): number {
  const session = (own: number, seed: number): TimedRun[] => {
    const [times = [], before = [], after = []] = simulateRounds([own, loop, loop], rounds, noise, seed);
    return times.map((time = 1, round) => ({ time, reference: Math.sqrt((before[round] ?? 1) * (after[round] ?? 1)) }));
  };
  return shareOf(repetitions, (seed) => {
    const [one, other] = [Math.imul(seed, 0x9e3779b1), Math.imul(seed, 0x85ebca6b) ^ 0x5bd1e995];
    const { ratio, inference } = changeBetween(session(1, one), session(cost, other));
    return inference !== undefined && inference.p <= 0.05 && isSo(ratio);
  });
}
