import { extname, resolve } from 'node:path';
import { languageOf, languages } from '../../tasks/own-work.ts';
import { statOf } from '../files/destination.ts';
import { UsageError } from '../usage-error.ts';

/** A word of the command line that names a user's file. */
export interface FileWord {
  /** Absolute. */
  readonly path: string;
  /** The export that stands behind the `#`; absent for none. */
  readonly name?: string;
}

const parts = /^(.*?\.\w+)#(.*)$/s;

/** Whether a word means a file: it has an extension, or a separator. What is neither names a scenario. */
export function isFileWord(word: string): boolean {
  return word.includes('/') || extname(parts.exec(word)?.[1] ?? word) !== '';
}

/** The file and the export that a word means. Throws a UsageError for what cannot be run. */
export function readFileWord(word: string): FileWord {
  // A `#` may also be part of the name.
  const [, file = word, name] = statOf(word) === undefined ? (parts.exec(word) ?? []) : [];
  const fail = (what: string) => new UsageError(`${file}: ${what}`);
  const found = statOf(file);
  if (found === undefined) throw fail('no such file; accepted: a file with a task, or a scenario (see lanes list)');
  if (found.isDirectory()) throw fail('is a folder; name a file in it that has a task');
  if (!found.isFile()) throw fail('is no regular file; name a file that has a task');
  if (['.tsx', '.jsx'].includes(extname(file)))
    throw fail('Node does not run JSX; move the task into a file of its own, without JSX, that ends in .ts or .js');
  if (languageOf(file) === undefined) {
    const known = languages.map(({ title, extensions }) => `${extensions.join(' ')} (${title})`).join(', ');
    throw fail(`not a language that lanes runs; accepted: files that end in ${known}`);
  }
  if (name === '') throw fail('no name behind the #; accepted: the name of an export, such as #thumbnail');
  return { path: resolve(file), ...(name !== undefined && { name }) };
}
