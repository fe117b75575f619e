/** One way of doing a thing: does it once and gives how long it took, in ms. */
type Once = () => Promise<number>;

/** The middle of the values, or between the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** What two ways took in one round, ms. */
interface Pair {
  readonly a: number;
  readonly b: number;
}

/**
 * Does `a` and `b` in turn, `rounds` times, after one of each that does not count, and prints the
 * medians, and the median of the ratios a/b of the rounds: what drifts with the machine cancels out.
 */
export async function alternate(
  what: { readonly a: string; readonly b: string },
  a: Once,
  b: Once,
  rounds: number,
): Promise<void> {
  const pairs = await inTurn(a, b, rounds);
  const ratios = ratiosOf(pairs);
  const lines = [
    `${what.a}: ${median(pairs.map((pair) => pair.a)).toFixed(1)} ms`,
    `${what.b}: ${median(pairs.map((pair) => pair.b)).toFixed(1)} ms`,
    `ratio: ${median(ratios).toFixed(3)} (median of ${rounds} rounds; ${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)})`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** What `a` and `b` took in each of the rounds, the first of which does not count; the order changes from round to round. */
export async function inTurn(a: Once, b: Once, rounds: number): Promise<Pair[]> {
  await a();
  await b();
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      pairs.push({ a: await a(), b: await b() });
    } else {
      const second = await b();
      pairs.push({ a: await a(), b: second });
    }
  }
  return pairs;
}

/** How many times as long `a` took, in each round. */
export function ratiosOf(pairs: readonly Pair[]): number[] {
  return pairs.map(({ a, b }) => a / b);
}
