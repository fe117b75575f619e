import { csv } from './csv.ts';
import type { Format } from './format.ts';
import type { formatNames } from './format-names.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { table } from './table.ts';
import { trace } from './trace.ts';

const known = {
  table,
  json,
  csv,
  markdown,
  trace,
  html,
} satisfies Record<(typeof formatNames)[number], Format>;

/** Every format of `--format`, by name. */
export const formats: Readonly<Record<string, Format>> & typeof known = known;
