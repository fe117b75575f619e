import { isFrame, isOwnFrame } from '../own-frames.ts';
import type { Failure } from '../protocol.ts';
import { shortText } from './values/text.ts';

/**
 * What of a failure is told, in characters. A character takes 6 bytes at most, as an escape: name
 * and message always fit into one write.
 */
const maxName = 100;
const maxMessage = 500;
const maxStack = 1_500;
/** Of the message, as it stands once more at the head of the stack: the rest is for frames. */
const maxMessageInStack = 200;

/** So many of the errors that an AggregateError has are told. */
const mostErrors = 3;

/** What of a thrown value can be told; anything can be thrown, and what an error says of itself can be anything. */
export function failureOf(thrown: unknown): Failure {
  try {
    if (!isError(thrown)) return { name: 'Error', message: thrownText(thrown).slice(0, maxMessage) };
    const { name, message, stack } = thrown;
    return {
      name: String(name).slice(0, maxName),
      message: `${String(message)}${reasonsOf(thrown)}`.slice(0, maxMessage),
      ...(stack !== undefined && { stack: stackOf(String(stack), String(message)) }),
    };
  } catch {
    return { name: 'Error', message: 'something was thrown that throws again when it is asked what it is' };
  }
}

/** One of another realm, such as node:vm makes, is an error too. */
function isError(thrown: unknown): thrown is Error {
  if (thrown instanceof Error) return true;
  return Object.prototype.toString.call(thrown) === '[object Error]';
}

function thrownText(thrown: unknown): string {
  return typeof thrown === 'string' && thrown !== '' ? thrown : `${shortText(thrown).text} was thrown`;
}

/** What the error came of: of a fetch that failed, only that says why. */
function reasonsOf(error: Error): string {
  const { cause, errors } = error as { readonly cause?: unknown; readonly errors?: unknown };
  const causes = cause === undefined ? [] : [cause];
  const reasons = Array.isArray(errors) ? errors.slice(0, mostErrors) : causes;
  const texts = reasons.map((reason: unknown) => (isError(reason) ? String(reason.message) : thrownText(reason)));
  return texts.length === 0 ? '' : ` (${texts.join('; ')})`;
}

/** The innermost frames, below the begin of what was said. */
function stackOf(stack: string, message: string): string {
  const said = stack.includes(message) ? stack.indexOf(message) + message.length : 0;
  const head = stack.slice(0, said);
  const shown = head.length <= maxMessageInStack ? head : `${head.slice(0, maxMessageInStack)}…`;
  return (shown + framesOfUser(stack.slice(said))).slice(0, maxStack);
}

/** Without the frames of lanes, and those below them, of what called it. */
function framesOfUser(frames: string): string {
  const lines = frames.split('\n');
  const isOfUser = (line: string) => isFrame(line) && !(isOwnFrame(line) || line.includes('node:'));
  const first = lines.findIndex(isOfUser);
  if (first < 0) return lines.filter((line) => !isOwnFrame(line)).join('\n');
  const below = lines.findIndex((line, index) => index > first && isOwnFrame(line));
  const others = lines.slice(0, below < 0 ? undefined : below).filter((line) => !isOwnFrame(line));
  return others.slice(0, others.findLastIndex(isOfUser) + 1).join('\n');
}
