import { determination, type ScalingPoint } from './points.ts';

/** A fit of Amdahl's law. */
export interface AmdahlFit {
  /** The share of the work that cannot be divided, from 0 to 1. */
  readonly serialFraction: number;
  /** What no number of workers can exceed; Infinity without a serial part. */
  readonly limit: number;
  readonly determination: number;
}

/** The speed-up over one worker that Amdahl's law gives for a number of workers. */
export function amdahlSpeedUp({ serialFraction }: Pick<AmdahlFit, 'serialFraction'>, workers: number): number {
  return 1 / (serialFraction + (1 - serialFraction) / workers);
}

/**
 * Fits Amdahl's law (Validity of the Single Processor Approach to Achieving Large Scale Computing
 * Capabilities, AFIPS 1967), 1/S = s + (1 − s)/N, by least squares on 1/S, in which it is linear:
 * 1/S − 1/N = s(1 − 1/N). Undefined without a point of more than one worker.
 */
export function fitAmdahl(points: readonly ScalingPoint[]): AmdahlFit | undefined {
  let products = 0;
  let squares = 0;
  for (const { workers, speedUp } of points) {
    const x = 1 - 1 / workers;
    products += x * (1 / speedUp - 1 / workers);
    squares += x * x;
  }
  if (squares === 0) return undefined;
  const serialFraction = Math.min(1, Math.max(0, products / squares));
  const quality = determination(points, (workers) => amdahlSpeedUp({ serialFraction }, workers));
  return { serialFraction, limit: 1 / serialFraction, determination: quality };
}
