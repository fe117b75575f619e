import type { WorkFile } from '../../tasks/work-file.ts';
import { failureOf } from './failure.ts';
import { kindName, type Work, WorkError } from './load-work.ts';

/**
 * The inputs that a work's tasks are called with, `most` of them at most: those of its file, the values
 * from outside, or undefined where they are the numbers from 0 on. Rejects with a {@link WorkError}.
 */
export async function inputsOf(
  { inputs: source }: Pick<WorkFile, 'inputs'>,
  { inputs }: Pick<Work, 'inputs'>,
  most: number,
): Promise<readonly unknown[] | undefined> {
  if (source.from === 'numbers' || (source.from === 'file' && inputs === undefined)) return undefined;
  const made = source.from === 'values' ? source.values.slice(0, most) : await takenFrom(inputs, most);
  if (made.length === 0) throw new WorkError('inputs', 'it yields no inputs');
  return made;
}

/** An input for each of `tasks` tasks: a list that is shorter is repeated, where `areMoved` by copies. */
export function repeated(inputs: readonly unknown[] | undefined, tasks: number, areMoved: boolean): unknown[] {
  return Array.from({ length: tasks }, (_, task) => {
    if (inputs === undefined) return task;
    const input = inputs[task % inputs.length];
    return areMoved && task >= inputs.length ? copyOf(input) : input;
  });
}

/** What cannot be copied is told of when it is handed over. */
function copyOf(input: unknown): unknown {
  try {
    return structuredClone(input);
  } catch {
    return input;
  }
}

async function takenFrom(inputs: unknown, most: number): Promise<readonly unknown[]> {
  const taken: unknown[] = [];
  try {
    const source: unknown = typeof inputs === 'function' ? await inputs() : await inputs;
    if (Array.isArray(source)) return source.slice(0, most);
    if (most > 0) await take(source, taken, most);
    return taken;
  } catch (error) {
    if (error instanceof WorkError) throw error;
    const { name, message } = failureOf(error);
    const failed = new WorkError('inputs-fail', `its inputs failed after ${taken.length} of them: ${name}: ${message}`);
    if (error instanceof Error && error.stack !== undefined) failed.stack = error.stack;
    throw failed;
  }
}

async function take(source: unknown, taken: unknown[], most: number): Promise<void> {
  if (isIterable(source)) {
    for (const input of source) if (taken.push(input) >= most) return;
  } else if (isAsyncIterable(source)) {
    for await (const input of source) if (taken.push(input) >= most) return;
  } else {
    throw new WorkError('inputs', `its inputs cannot be iterated: they are ${kindName(source)}`);
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return value !== null && value !== undefined && typeof Object(value)[Symbol.iterator] === 'function';
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return value !== null && value !== undefined && typeof Object(value)[Symbol.asyncIterator] === 'function';
}
