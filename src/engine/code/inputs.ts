import { isAbsolute } from 'node:path';
import type { Json } from '../../tasks/task.ts';
import type { InputsFrom } from '../../tasks/work-file.ts';
import type { ProgramRequest } from './program.ts';

/** Largest list of values, as JSON, that is written into a program where it can be read from elsewhere, in characters. */
const mostWritten = 4_000;

/** Where a program has its inputs from, and how many of them it takes. */
export type Inputs =
  /** An export of the user's file; `tasks` absent for all that it gives. */
  | { readonly from: 'export'; readonly tasks: number | undefined }
  /** The whole numbers from `first` on. */
  | { readonly from: 'numbers'; readonly first: number; readonly count: number }
  | { readonly from: 'values'; readonly values: readonly Json[]; readonly tasks: number | undefined }
  /** Paths of files; `absolute` where the tasks had them so. */
  | { readonly from: 'files'; readonly glob: string; readonly absolute: boolean; readonly tasks: number | undefined }
  | { readonly from: 'file'; readonly path: string; readonly lines: boolean; readonly tasks: number | undefined };

/** Where the program has its inputs from. A list is repeated where there are more tasks, and cut where there are fewer. */
export function inputsOf({ work, workers, tasks, inputsFrom, facts }: ProgramRequest): Inputs {
  const { inputs } = work;
  if (inputs.from === 'file' && facts.inputs !== null) return { from: 'export', tasks };
  if (inputs.from !== 'values') return { from: 'numbers', first: 0, count: tasks ?? workers };
  return given(inputs.values, tasks, inputsFrom ?? { kind: 'values' });
}

function given(values: readonly Json[], tasks: number | undefined, from: InputsFrom): Inputs {
  const wanted = tasks === values.length ? undefined : tasks;
  if (from.kind === 'range' && (wanted ?? 0) <= values.length) {
    return { from: 'numbers', first: from.from, count: wanted ?? values.length };
  }
  if (from.kind === 'files') {
    const absolute = !isAbsolute(from.glob) && values.some((path) => typeof path === 'string' && isAbsolute(path));
    return { from: 'files', glob: from.glob, absolute, tasks: wanted };
  }
  if (from.kind === 'file' && JSON.stringify(values).length > mostWritten) {
    const { path, lines = /\.(jsonl|ndjson)$/i.test(path) } = from;
    return { from: 'file', path, lines, tasks: wanted };
  }
  const isCut = wanted !== undefined && wanted < values.length;
  return { from: 'values', values: isCut ? values.slice(0, wanted) : values, tasks: isCut ? undefined : wanted };
}
