import { studentCritical } from './distributions.ts';
import { mean, median, standardDeviation } from './summary.ts';

/**
 * Probability with which normal noise shows an outlier in any comparison of a session. The critical
 * values were made for larger samples; of five to forty rounds it is 3 to 4 %.
 */
const falseAlarm = 0.03;

/** What is less than this factor from the middle round makes no difference worth a word. */
const leastFactor = 1.1;

/** At most one in so many rounds is an outlier: what is more frequent belongs to what is measured. */
const roundsPerOutlier = 5;

/**
 * Places of the outliers among logarithms of ratios, by the generalised extreme Studentized deviate
 * test (Rosner, Percentage Points for a Generalized ESD Many-Outlier Procedure, Technometrics 25,
 * 1983; with fewer than ten values it is Grubbs' test of 1950, and exact): those that normal noise
 * seldom shows among so many, and that are more than 10 % from the median. Several do not hide each
 * other. None for fewer than five values. They are to be flagged: dropping them would hide what happened.
 *
 * @param comparisons how many are told together; any of them has a false outlier in 3 to 4 %
 */
export function outliersOf(logs: readonly number[], comparisons = 1): number[] {
  const kept = logs.map((log, place) => ({ log, place }));
  const removed: typeof kept = [];
  let outlying = 0;
  for (let count = 1; count <= logs.length / roundsPerOutlier; count += 1) {
    const values = kept.map(({ log }) => log);
    const centre = mean(values);
    const distances = values.map((value) => Math.abs(value - centre));
    const farthest = Math.max(...distances);
    const isOutlying = farthest / standardDeviation(values) > criticalDeviate(values.length, falseAlarm / comparisons);
    removed.push(...kept.splice(distances.indexOf(farthest), 1));
    if (isOutlying) outlying = count;
  }
  const middle = median(logs);
  return removed
    .slice(0, outlying)
    .filter(({ log }) => Math.abs(log - middle) > Math.log(leastFactor))
    .map(({ place }) => place)
    .sort((a, b) => a - b);
}

/** How many standard deviations from the mean the farthest of so many normal values is at most, but with this probability. */
function criticalDeviate(size: number, level: number): number {
  const t = studentCritical(level / size, size - 2);
  return ((size - 1) / Math.sqrt(size)) * Math.sqrt(t ** 2 / (size - 2 + t ** 2));
}
