/** How many times as fast as with one worker it went with some. */
export interface ScalingPoint {
  readonly workers: number;
  readonly speedUp: number;
}

/**
 * Share of the variance of the speed-ups that a fit explains (coefficient of determination); 1 for
 * a perfect fit, below 0 for one worse than their mean. Told of speed-ups for every fit, whatever
 * the fit was made on, so that fits can be compared.
 */
export function determination(points: readonly ScalingPoint[], predict: (workers: number) => number): number {
  const centre = points.reduce((sum, { speedUp }) => sum + speedUp, 0) / points.length;
  let total = 0;
  let residual = 0;
  for (const { workers, speedUp } of points) {
    total += (speedUp - centre) ** 2;
    residual += (speedUp - predict(workers)) ** 2;
  }
  return total === 0 ? Number(residual === 0) : 1 - residual / total;
}
