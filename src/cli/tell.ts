import { plainText } from '../engine/text/plain.ts';

/** What of a text may reach a terminal: its lines, with nothing in them that it would obey. */
export function plainLines(text: string): string {
  return text.split('\n').map(plainText).join('\n');
}

/** Says something on stderr, in one line. */
export function tell(message: string): void {
  process.stderr.write(`lanes: ${plainText(message.replace(/\s*[\r\n]\s*/g, ' '))}\n`);
}
