/** Writes docs/report.schema.json, the JSON Schema of a report. */
import { writeFileSync } from 'node:fs';
import { reportSchema } from '../src/engine/report/schema/report-schema.ts';

/** The text of the file. */
export const schemaText = `${JSON.stringify(reportSchema.json, undefined, 2)}\n`;

if (import.meta.main) writeFileSync('docs/report.schema.json', schemaText);
