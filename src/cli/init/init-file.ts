import { readFileSync, writeFileSync } from 'node:fs';
import { extname, isAbsolute } from 'node:path';
import { templatePath } from '../../engine/entries.ts';
import { reasonOf } from '../files/destination.ts';
import { UsageError } from '../usage-error.ts';
import { outputFile } from '../values.ts';

/** Which example a file begins as, by the end of its name. */
const templates = {
  '.ts': 'example.ts',
  '.mts': 'example.ts',
  '.js': 'example.js',
  '.mjs': 'example.js',
  '.py': 'example.py',
} as const;

/** Writes an example where nothing is yet, and gives what to do next. Throws a UsageError. */
export function initFile(given: string): string {
  const file = outputFile('FILE', given);
  const template = Object.entries(templates).find(([extension]) => extension === extname(file))?.[1];
  if (template === undefined)
    throw new UsageError(
      `FILE: got ${JSON.stringify(file)}; accepted: a name that ends in ${Object.keys(templates).join(', ')}`,
    );
  try {
    writeFileSync(file, readFileSync(templatePath(template)), { flag: 'wx' });
  } catch (error) {
    throw notWritten(file, error as NodeJS.ErrnoException);
  }
  return `wrote ${file}; edit it, then: lanes decide ${isAbsolute(file) || file.startsWith('.') ? file : `./${file}`}\n`;
}

function notWritten(file: string, error: NodeJS.ErrnoException): UsageError {
  const why = error.code === 'EEXIST' ? 'it is there already, and nothing is overwritten' : reasonOf(error);
  return new UsageError(`FILE: got ${JSON.stringify(file)}; accepted: a file that can be made (${why})`);
}
