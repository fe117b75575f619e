import { plainText } from '../text/plain.ts';

/** What came from outside is not what it should be; the message says where, what was given and what is accepted. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';

  constructor(message: string) {
    super(plainText(message));
  }
}

/** The error of a value that is not accepted; `place` is the path to it, empty for the whole. */
export function notAccepted(place: string, given: string, accepted: string): ShapeError {
  return new ShapeError(`${place === '' ? '' : `${place}: `}got ${given}; accepted: ${accepted}`);
}

/** The begin of a value, as JSON; what comes from outside may be anything. */
export function shown(value: unknown): string {
  const json = jsonOf(value) ?? 'nothing';
  return json.length <= 60 ? json : `${json.slice(0, 60)}…`;
}

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return 'what is nested too deep to be shown';
  }
}
