/** Whether there is a terminal for a dashboard, and it is wanted. */
export function hasScreen({ tui }: { readonly tui: boolean }): boolean {
  const { CI, TERM } = process.env;
  return tui && process.stdin.isTTY === true && process.stdout.isTTY === true && !CI && TERM !== 'dumb';
}
