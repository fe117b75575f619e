/** One way of doing a thing: does it once and gives how long it took, in ms. */
type Once = () => Promise<number>;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
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
  await a();
  await b();
  const pairs: { a: number; b: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const first = round % 2 === 0 ? { a: await a(), b: await b() } : undefined;
    if (first !== undefined) pairs.push(first);
    else {
      const second = await b();
      pairs.push({ b: second, a: await a() });
    }
  }
  const ratios = pairs.map((pair) => pair.a / pair.b);
  const lines = [
    `${what.a}: ${median(pairs.map((pair) => pair.a)).toFixed(1)} ms`,
    `${what.b}: ${median(pairs.map((pair) => pair.b)).toFixed(1)} ms`,
    `ratio: ${median(ratios).toFixed(3)} (median of ${rounds} rounds; ${Math.min(...ratios).toFixed(3)} to ${Math.max(...ratios).toFixed(3)})`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
