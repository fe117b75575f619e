/** Says something on stderr, in one line. */
export function tell(message: string): void {
  process.stderr.write(`lanes: ${message.replace(/\s*\n\s*/g, ' ')}\n`);
}
