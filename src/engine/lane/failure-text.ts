import type { Failure, RunFinished } from '../protocol.ts';
import type { LaneTask } from './lane.ts';

/** What could not be handed over names its input itself. */
const namesInput = /^(?:result of |transfer of )?input \d/;

/** Why a run's tasks failed, by the first of them: `resize 2: TypeError: no size, in resize.ts:14 (2 more failed)`. */
export function failureText(failures: readonly LaneTask[]): string | undefined {
  const [first] = failures;
  if (first?.error === undefined) return undefined;
  const more = failures.length > 1 ? ` (${failures.length - 1} more failed)` : '';
  const told = errorText(first.error);
  return `${namesInput.test(told) ? '' : `${first.label}: `}${told}${more}`;
}

/** Why a run ended, with the tasks that it had under way. */
export function endText({ reason, end }: RunFinished, underWay: readonly LaneTask[]): string | undefined {
  const [first, ...others] = underWay;
  if (reason === undefined || first === undefined || end === 'stopped') return reason;
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${reason}, with ${first.label}${more} under way`;
}

function errorText({ name, message, stack }: Failure): string {
  const isSaid = message !== '' && (name === 'Error' || message.startsWith(name));
  const kind = isSaid ? '' : `${name}${message === '' ? '' : ': '}`;
  const place = stack === undefined ? undefined : placeIn(stack);
  const told = `${kind}${message}`.replace(/\s*[\r\n]+\s*/g, ' ');
  return place === undefined ? told : `${told}, in ${place}`;
}

/** The innermost place that a stack names: a traceback has that at its end, a stack at its begin. */
function placeIn(stack: string): string | undefined {
  const ofPython = [...stack.matchAll(/^ *File "(.+)", line (\d+)/gm)].at(-1);
  const found = ofPython ?? /^ +at .*?([^\s(]+):(\d+):\d+\)?$/m.exec(stack);
  const [, path = '', line = ''] = found ?? [];
  const file = path.split('/').at(-1) ?? '';
  return file === '' || path.startsWith('node:') ? undefined : `${file}:${line}`;
}
