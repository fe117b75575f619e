/** A time given in ms, in the unit that suits it, with two or three digits that mean something. */
export function wordedMs(ms: number): string {
  if (ms >= 99.5) return `${(ms / 1_000).toFixed(2)} s`;
  if (ms >= 9.95) return `${ms.toFixed(0)} ms`;
  if (ms >= 0.1) return `${ms.toFixed(1)} ms`;
  return `${(ms * 1_000).toFixed(0)} µs`;
}
