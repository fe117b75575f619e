import { determination, type ScalingPoint } from './points.ts';

/** Fewer numbers of workers than this say too little of two parameters: Gunther advises six. */
const fewestPoints = 6;

/** A fit of the universal scalability law. */
export interface UniversalFit {
  /** σ: the share of the work for which workers queue. */
  readonly contention: number;
  /** κ: the share that every worker costs every other (keeping data coherent). */
  readonly coherency: number;
  /** The number of workers with the highest speed-up; more of them are slower. Infinity without coherency cost. */
  readonly peak: number;
  readonly determination: number;
}

/** The speed-up over one worker that the universal scalability law gives for a number of workers. */
export function universalSpeedUp(
  { contention, coherency }: Pick<UniversalFit, 'contention' | 'coherency'>,
  workers: number,
): number {
  return workers / (1 + contention * (workers - 1) + coherency * workers * (workers - 1));
}

/**
 * Fits Gunther's universal scalability law (Guerrilla Capacity Planning, Springer 2007, chapters 4
 * and 5), S = N / (1 + σ(N − 1) + κN(N − 1)), as he does: the deviation from linear, N/S − 1, is a
 * quadratic ax² + bx in x = N − 1, with κ = a and σ = b − a. A parameter below zero means nothing;
 * it is set to zero and the other fitted alone. Undefined with too few points.
 */
export function fitUniversal(points: readonly ScalingPoint[]): UniversalFit | undefined {
  if (new Set(points.map(({ workers }) => workers)).size < fewestPoints) return undefined;
  const deviations = points.map(({ workers, speedUp }) => ({
    contended: workers - 1,
    coherent: workers * (workers - 1),
    deviation: workers / speedUp - 1,
  }));
  const sum = (term: (d: (typeof deviations)[number]) => number) => deviations.reduce((total, d) => total + term(d), 0);
  const cc = sum((d) => d.contended ** 2);
  const ck = sum((d) => d.contended * d.coherent);
  const kk = sum((d) => d.coherent ** 2);
  const cd = sum((d) => d.contended * d.deviation);
  const kd = sum((d) => d.coherent * d.deviation);
  const determinant = cc * kk - ck * ck;
  let contention = (cd * kk - kd * ck) / determinant;
  let coherency = (kd * cc - cd * ck) / determinant;
  if (coherency < 0) {
    coherency = 0;
    contention = Math.max(0, cd / cc);
  } else if (contention < 0) {
    contention = 0;
    coherency = Math.max(0, kd / kk);
  }
  const peak = Math.sqrt(Math.max(0, 1 - contention) / coherency);
  const quality = determination(points, (workers) => universalSpeedUp({ contention, coherency }, workers));
  return { contention, coherency, peak, determination: quality };
}
