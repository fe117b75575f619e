/** Writes docs/report.schema.json, the JSON Schema of a report, from the shape that reports are checked with. */
import { writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { reportShape } from '../src/engine/report/shape/report-shape.ts';

const name = 'lanes/report@1';
const { $schema, ...report } = z.toJSONSchema(reportShape, {
  target: 'draft-2020-12',
  // What a task measures may be any JSON: the only shape that is a function.
  unrepresentable: ({ zodSchema }) => (zodSchema._zod.def.type === 'custom' ? {} : 'throw'),
});
const schema = {
  $schema,
  $id: name,
  title: name,
  description: "What a session of lanes came to. Times are in ms since a run's epoch, sizes in bytes.",
  ...report,
};

/** The text of the file. */
export const schemaText = `${JSON.stringify(schema, undefined, 2)}\n`;

if (import.meta.main) writeFileSync('docs/report.schema.json', schemaText);
