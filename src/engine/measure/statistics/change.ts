import type { Interval } from './bootstrap.ts';
import { fewestRounds, significance } from './comparison.ts';
import { effectiveSampleOf, serialCorrelation } from './dependence.ts';
import { studentCritical, studentWithin } from './distributions.ts';
import { mean, standardDeviation } from './summary.ts';

/** A run's time, and what the reference loop took around it, both in any unit. */
export interface TimedRun {
  readonly time: number;
  /** Absent where nobody looked. */
  readonly reference?: number;
}

/** The same work in two sessions. */
export interface Change {
  /** Geometric mean of the times in the second session over that in the first: how many times as long it took. */
  readonly ratio: number;
  /** The same of the reference loop: how many times as slow the machine was. Absent where it is not known of every run. */
  readonly machine?: number;
  /** What can be inferred; absent with fewer than {@link fewestRounds} runs in either session. */
  readonly inference?: ChangeInference;
}

interface ChangeInference {
  /** 95 % interval of the ratio. */
  readonly interval: Interval;
  /** 90 % interval, for the two one-sided tests of equivalence. */
  readonly narrow: Interval;
  /** Two-sided p-value of a ratio of 1, for Holm's correction. */
  readonly p: number;
}

/**
 * Compares two sessions, whose runs have nothing to do with each other but their order: no pairs
 * can be made of them. Welch's test (The generalization of "Student's" problem when several
 * different population variances are involved, Biometrika 34, 1947) on the logarithms, with
 * degrees of freedom as they come, between whole ones by interpolation of their reciprocals.
 *
 * It trusts that the machine was the same in both sessions. So it is made twice, of the times and
 * of the times over those of the reference loop, and a change is one only when both say so: an
 * intersection–union test (Berger, Technometrics 24, 1982), which keeps the level. Both intervals
 * together make the one that is told. Runs that depend on each other widen the one over the reference
 * loop, where there is one: in the times themselves a machine that drifts looks the same.
 */
export function changeBetween(base: readonly TimedRun[], next: readonly TimedRun[]): Change {
  const [times, nextTimes] = [base, next].map((runs) => runs.map(({ time }) => Math.log(time))) as [number[], number[]];
  const [loops, nextLoops] = [base, next].map((runs) => runs.flatMap(({ reference }) => reference ?? []).map(Math.log));
  const ratio = Math.exp(mean(nextTimes) - mean(times));
  const known = loops?.length === base.length && nextLoops?.length === next.length;
  const machine = known ? { machine: Math.exp(mean(nextLoops) - mean(loops)) } : {};
  if (Math.min(base.length, next.length) < fewestRounds) return { ratio, ...machine };
  if (!known) return { ratio, inference: inferenceOf([new Welch(times, nextTimes, dependentSpread)]) };
  const plain = new Welch(times, nextTimes, independentSpread);
  const steadied = new Welch(minus(times, loops), minus(nextTimes, nextLoops), dependentSpread);
  return { ratio, ...machine, inference: inferenceOf([plain, steadied]) };
}

function minus(values: readonly number[], others: readonly number[]): number[] {
  return values.map((value, index) => value - (others[index] ?? 0));
}

/** Welch's test of two samples of logarithms. */
class Welch {
  readonly #difference: number;
  readonly #error: number;
  readonly #freedom: number;

  constructor(base: readonly number[], next: readonly number[], spreadOf: (logs: readonly number[]) => Spread) {
    const [one, other] = [base, next].map(spreadOf) as [Spread, Spread];
    this.#difference = mean(next) - mean(base);
    this.#error = Math.sqrt(one.square + other.square);
    const freedom =
      (one.square + other.square) ** 2 / (one.square ** 2 / one.freedom + other.square ** 2 / other.freedom);
    this.#freedom = this.#error === 0 ? one.freedom + other.freedom : freedom;
  }

  interval(level: number): Interval {
    const reach = studentCritical(level, this.#freedom) * this.#error;
    return { low: Math.exp(this.#difference - reach), high: Math.exp(this.#difference + reach) };
  }

  get p(): number {
    if (this.#difference === 0) return 1;
    const t = Math.abs(this.#difference) / this.#error;
    return 1 - studentWithin(t, this.#freedom);
  }

  get way(): number {
    return Math.sign(this.#difference);
  }
}

interface Spread {
  /** Square of the mean's standard error. */
  readonly square: number;
  readonly freedom: number;
}

function independentSpread(logs: readonly number[]): Spread {
  return { square: standardDeviation(logs) ** 2 / logs.length, freedom: logs.length - 1 };
}

/** Where each run resembles the one before. */
function dependentSpread(logs: readonly number[]): Spread {
  const { widening, freedom } = effectiveSampleOf(logs.length, serialCorrelation(logs));
  return { square: (widening * standardDeviation(logs)) ** 2 / logs.length, freedom };
}

/** What all of the tests say. */
function inferenceOf(tests: readonly Welch[]): ChangeInference {
  const agreed = new Set(tests.map(({ way }) => way)).size === 1;
  return {
    interval: around(tests.map((test) => test.interval(significance))),
    narrow: around(tests.map((test) => test.interval(2 * significance))),
    p: agreed ? Math.max(...tests.map(({ p }) => p)) : 1,
  };
}

function around(intervals: readonly Interval[]): Interval {
  return {
    low: Math.min(...intervals.map(({ low }) => low)),
    high: Math.max(...intervals.map(({ high }) => high)),
  };
}
