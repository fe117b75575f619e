/** Whether there is a terminal for a dashboard, and it is wanted. */
export function hasScreen({ tui }: { readonly tui: boolean }): boolean {
  return tui && process.stdin.isTTY === true && process.stdout.isTTY === true && !process.env['CI'];
}
