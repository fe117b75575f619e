import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import type { Report } from '../src/engine/report/report.ts';

const published = new URL('../docs/report.schema.json', import.meta.url);
const isReport = new Ajv2020({ allErrors: true }).compile<Report>(JSON.parse(readFileSync(published, 'utf8')));

/** A report that lanes has made, as JSON; throws where it is not what the published schema says. */
export function validReport(text: string): Report {
  const problems = schemaProblems(text);
  if (problems.length > 0) throw new Error(`no report by docs/report.schema.json: ${problems.join('; ')}`);
  return JSON.parse(text) as Report;
}

/** What the published schema has against a text in JSON. */
export function schemaProblems(text: string): string[] {
  return isReport(JSON.parse(text)) ? [] : (isReport.errors ?? []).map(described);
}

function described({ instancePath, message, params }: ErrorObject): string {
  return `${instancePath || 'the whole'} ${message ?? 'is wrong'} (${JSON.stringify(params)})`;
}
