/** A number with its noun: `1 worker`, `2.5 cores`. */
export function counted(howMany: number, noun: string): string {
  return howMany === 1 ? `1 ${noun}` : `${Number(howMany.toFixed(2))} ${noun}s`;
}
