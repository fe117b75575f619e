/** How many of something there are: `1 core`, `1.5 cores`, `2 processes`. */
export function counted(howMany: number, noun: string): string {
  const shown = Number(howMany.toFixed(2));
  if (shown === 1) return `1 ${noun}`;
  return `${shown} ${noun}${/(s|ch|sh|x)$/.test(noun) ? 'es' : 's'}`;
}

/** A ratio with its 95 % interval, where there is one: `1.92× 1.85-2.01`; empty without a ratio. */
export function ratioText(
  ratio: number | undefined,
  interval: { readonly low: number; readonly high: number } | undefined,
): string {
  if (ratio === undefined) return '';
  return `${ratio.toFixed(2)}×${interval === undefined ? '' : ` ${rangeText(interval)}`}`;
}

/** `1.85-2.01` */
export function rangeText({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${low.toFixed(2)}-${high.toFixed(2)}`;
}
