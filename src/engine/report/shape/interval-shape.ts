import type { Interval } from '../../measure/statistics/bootstrap.ts';
import { amount, strictShapeOf } from '../../shape/shape.ts';

/** A range of ratios. */
export const intervalShape = strictShapeOf<Interval>({ low: amount, high: amount });
