import type { ScalingPoint } from './points.ts';

/**
 * The number of workers beyond which more of them bring little: the point of the speed-up curve
 * that lies furthest above the line from its first point to its highest. Kneedle (Satopää, Albrecht,
 * Irwin and Raghavan, Finding a "Kneedle" in a Haystack, ICDCS Workshops 2011) at sensitivity 1,
 * without its smoothing: a sweep has few points, each a mean already. Undefined where the curve
 * is so straight that it has none or falls from its first point on, and for fewer than three points.
 */
export function kneeOf(points: readonly ScalingPoint[]): number | undefined {
  const sorted = points.toSorted((a, b) => a.workers - b.workers);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (sorted.length < 3 || first === undefined || last === undefined) return undefined;
  const speedUps = sorted.map(({ speedUp }) => speedUp);
  const low = Math.min(...speedUps);
  const height = Math.max(...speedUps) - low;
  const width = last.workers - first.workers;
  if (height === 0 || width === 0) return undefined;
  const above = sorted.map(({ workers, speedUp }) => (speedUp - low) / height - (workers - first.workers) / width);
  const most = Math.max(...above);
  const spacing = 1 / (sorted.length - 1);
  const place = above.indexOf(most);
  return most > spacing && place > 0 ? sorted[place]?.workers : undefined;
}
