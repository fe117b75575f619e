/** What came from outside is not what it should be; the message says where, what was given and what is accepted. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}
