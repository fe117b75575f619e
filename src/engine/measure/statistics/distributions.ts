/**
 * Standard normal quantile: Wichura, Algorithm AS 241 (Applied Statistics 37, 1988), the form
 * PPND7, accurate to about 7 digits. `probability` between 0 and 1, both excluded.
 */
export function normalQuantile(probability: number): number {
  const centred = probability - 0.5;
  if (Math.abs(centred) <= 0.425) {
    const r = 0.180625 - centred * centred;
    const above = ((59.109374072 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
    const below = ((67.18756361 * r + 78.757757664) * r + 17.895169469) * r + 1;
    return (centred * above) / below;
  }
  const tail = Math.sqrt(-Math.log(Math.min(probability, 1 - probability)));
  return Math.sign(centred) * (tail <= 5 ? nearTail(tail - 1.6) : farTail(tail - 5));
}

function nearTail(r: number): number {
  const above = ((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777;
  return above / ((0.12021132975 * r + 0.7370016425) * r + 1);
}

function farTail(r: number): number {
  const above = ((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115;
  return above / ((0.012258202635 * r + 0.24197894225) * r + 1);
}

/**
 * Probability that a standard normal variable lies below `x`, to 7 digits: Hastings' polynomial
 * (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17).
 */
export function normalBelow(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const series = ((((1.330274429 * t - 1.821255978) * t + 1.781477937) * t - 0.356563782) * t + 0.31938153) * t;
  const tail = (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return x >= 0 ? 1 - tail : tail;
}

/**
 * Probability that Student's t lies between −t and t: for a whole number of degrees of freedom the
 * finite sums of Abramowitz and Stegun (Handbook of Mathematical Functions, 26.7.3 and 26.7.4),
 * between two of them, as one reads tables, linear in the reciprocal. `freedom` is 1 or more.
 */
export function studentWithin(t: number, freedom: number): number {
  const below = Math.floor(freedom);
  if (below === freedom) return studentWithinWhole(t, freedom);
  const share = (1 / below - 1 / freedom) / (1 / below - 1 / (below + 1));
  return studentWithinWhole(t, below) * (1 - share) + studentWithinWhole(t, below + 1) * share;
}

function studentWithinWhole(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const cosine2 = Math.cos(angle) ** 2;
  const odd = freedom % 2 === 1;
  let term = odd ? Math.cos(angle) : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (cosine2 * (k - 1)) / k;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/** The t that a variable of Student's distribution exceeds in size with probability `level`: two-sided, by bisection. */
export function studentCritical(level: number, freedom: number): number {
  let low = 0;
  let high = 1;
  while (1 - studentWithin(high, freedom) > level && high < Number.MAX_SAFE_INTEGER) high *= 2;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (1 - studentWithin(middle, freedom) > level) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Two-sided p-value of the sign test (Arbuthnot 1710): how likely it is that at least `agreeing`
 * of `trials` fair coins show the same side. `agreeing` is the larger side.
 */
export function signTest(agreeing: number, trials: number): number {
  let term = 1;
  let tail = 0;
  for (let heads = trials; heads >= agreeing; heads -= 1) {
    tail += term;
    term *= heads / (trials - heads + 1);
  }
  return Math.min(1, 2 * tail * 0.5 ** trials);
}

/** Probability that at least `least` of `trials` succeed, of which each does with `probability`, above 0 and below 1. */
export function binomialAtLeast(least: number, trials: number, probability: number): number {
  const odds = Math.log(probability) - Math.log1p(-probability);
  let logTerm = trials * Math.log1p(-probability);
  let sum = 0;
  for (let successes = 0; successes <= trials; successes += 1) {
    if (successes >= least) sum += Math.exp(logTerm);
    logTerm += Math.log(trials - successes) - Math.log(successes + 1) + odds;
  }
  return Math.min(1, sum);
}
