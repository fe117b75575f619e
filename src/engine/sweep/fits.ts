import { defined } from '../defined.ts';
import { fitAmdahl } from '../measure/scaling/amdahl.ts';
import { kneeOf } from '../measure/scaling/knee.ts';
import type { ScalingPoint } from '../measure/scaling/points.ts';
import { fitUniversal } from '../measure/scaling/universal.ts';
import { equivalenceFactor } from '../measure/statistics/comparison.ts';
import type { Unit } from './unit.ts';

/**
 * Below this share of variance explained a fit is called poor: what it misses is then more than a
 * third (√0.1) of the spread of the very points that it was made from, and beyond them it is worth less.
 */
const fairDetermination = 0.9;

/** A law of one parameter goes through two points whatever they are, as one is fixed at 1. */
const fewestPoints = 3;

/** The laws that were fitted to a curve. */
export interface Fits {
  /** The number of workers beyond which more of them bring little. */
  readonly knee?: number;
  readonly amdahl?: AmdahlLaw;
  readonly universal?: UniversalLaw;
  /** Why no law was fitted. */
  readonly unfitted?: string;
  /** The cores, where they and not the work kept more workers than that from being faster. */
  readonly endedByCores?: number;
}

/** Amdahl's law as it fits a curve. */
export interface AmdahlLaw {
  readonly serialFraction: number;
  /** The speed-up that no number of workers exceeds; absent without a serial part. */
  readonly limit?: number;
  /** R² of the speed-ups. */
  readonly determination: number;
  readonly poor: boolean;
}

/** The universal scalability law as it fits a curve. */
export interface UniversalLaw {
  readonly contention: number;
  readonly coherency: number;
  /** The number of workers beyond which more are slower; absent where there is none. */
  readonly peak?: number;
  readonly determination: number;
  readonly poor: boolean;
}

/** A number of workers and the speed-up over one, where it is known. */
type MaybePoint = Pick<ScalingPoint, 'workers'> & Partial<ScalingPoint>;

/** Fits the laws to a curve over numbers of what `unit` says. `cores` that there were, for work that needs them. */
export function fitsOf(curve: readonly MaybePoint[], cores: number | undefined, unit: Unit): Fits {
  const points = scalingPoints(curve);
  const ended = cores !== undefined && isEndedBy(cores, points) ? { endedByCores: cores } : {};
  const unfitted = whyUnfitted(curve, points, unit);
  if (unfitted !== undefined) return { ...ended, unfitted };
  return {
    ...ended,
    ...defined({ knee: kneeOf(points), amdahl: amdahlOf(points), universal: universalOf(points) }),
  };
}

function whyUnfitted(
  curve: readonly MaybePoint[],
  points: readonly ScalingPoint[],
  { one, several }: Unit,
): string | undefined {
  if (!curve.some(({ workers }) => workers === 1))
    return `no law can be fitted without the time of one ${one}; begin --workers at 1`;
  if (points.length === 0) return `no law can be fitted, as no run with one ${one} counts`;
  if (points.length < fewestPoints)
    return `${points.length === 1 ? 'one point' : 'two points'} would fit any law; measure more numbers of ${several}`;
  const speedUps = points.map(({ speedUp }) => speedUp);
  if (Math.max(...speedUps) < equivalenceFactor * Math.min(...speedUps))
    return `the speed-ups differ by less than a tenth: more ${several} make no difference, and there is no curve to fit`;
  return undefined;
}

/** Whether there were more workers than cores, and the best of them came near to what the cores can do, but not beyond it. */
function isEndedBy(cores: number, points: readonly ScalingPoint[]): boolean {
  const highest = Math.max(...points.map(({ speedUp }) => speedUp));
  return (
    points.some(({ workers }) => workers > cores) && highest > (1 + cores) / 2 && highest < cores * equivalenceFactor
  );
}

/** The points of which the speed-up is known. */
export function scalingPoints(curve: readonly MaybePoint[]): ScalingPoint[] {
  return curve.flatMap(({ workers, speedUp }) => (speedUp === undefined ? [] : [{ workers, speedUp }]));
}

function amdahlOf(points: readonly ScalingPoint[]): AmdahlLaw | undefined {
  const fit = fitAmdahl(points);
  if (fit === undefined) return undefined;
  const { serialFraction, limit, determination } = fit;
  return { serialFraction, ...finite('limit', limit), determination, poor: determination < fairDetermination };
}

function universalOf(points: readonly ScalingPoint[]): UniversalLaw | undefined {
  const fit = fitUniversal(points);
  if (fit === undefined) return undefined;
  const { contention, coherency, peak, determination } = fit;
  return { contention, coherency, ...finite('peak', peak), determination, poor: determination < fairDetermination };
}

/** JSON has no infinity. */
function finite<Name extends string>(name: Name, value: number): { readonly [K in Name]?: number } {
  return (Number.isFinite(value) ? { [name]: value } : {}) as { readonly [K in Name]?: number };
}
