import { closest, distance } from 'fastest-levenshtein';

/** A bad argument: names it, what was given and what is accepted. Ends the program with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  /** What is told below it: lines of another's making. */
  readonly below: readonly string[];

  constructor(message: string, below: readonly string[] = []) {
    super(message);
    this.below = below;
  }
}

/** For a word that is none of `accepted`: all of these, in words what else there is, and the one that was probably meant. */
export function unknownWord(argument: string, given: string, accepted: readonly string[], others = ''): UsageError {
  const typed = given.toLowerCase();
  const nearest = closest(typed, accepted);
  const close = distance(typed, nearest) <= Math.max(2, Math.ceil(nearest.length / 2));
  const hint = close ? ` (did you mean ${nearest}?)` : '';
  return new UsageError(`${argument}: got ${JSON.stringify(given)}; accepted: ${accepted.join(', ')}${others}${hint}`);
}
