/** A log cannot be read: there is none, or a line of it is not what it should be. Ends the program with exit code 2. */
export class LogError extends Error {
  override readonly name = 'LogError';
}
