import { plainText } from '../engine/text/plain.ts';
import { withoutPasswords } from '../tasks/urls.ts';

/** What of a text may reach a terminal: its lines, with nothing in them that it would obey. */
export function plainLines(text: string): string {
  return text.split('\n').map(plainText).join('\n');
}

/** Repeats on stderr what another program said. */
export function tellBelow(lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`  ${plainText(withoutPasswords(line))}\n`);
}

/** Says something on stderr, in one line, and repeats no password out of an argument. */
export function tell(message: string): void {
  process.stderr.write(`lanes: ${plainText(withoutPasswords(message).replace(/\s*[\r\n]\s*/g, ' '))}\n`);
}
