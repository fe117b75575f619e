/** Whether there is a terminal for a dashboard, and it is wanted. */
export function hasScreen({ tui }: { readonly tui: boolean }): boolean {
  const { CI, TERM } = process.env;
  return tui && process.stdin.isTTY === true && process.stdout.isTTY === true && !isCi(CI) && TERM !== 'dumb';
}

/** Whether the variable `CI` says that nobody watches; some set it to say that somebody does. */
export function isCi(value: string | undefined): boolean {
  return !['', '0', 'false'].includes((value ?? '').toLowerCase());
}
