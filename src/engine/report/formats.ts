import type { Format } from './format.ts';
import { json } from './json.ts';
import { table } from './table.ts';

/** Every format of `--format`, by name. */
export const formats: Readonly<Record<string, Format>> = { table, json };
