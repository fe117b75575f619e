import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { plainText } from '../../plain-text.ts';
import type { Report } from '../report.ts';
import { reportSchema } from './report-schema.ts';

const isReport = new Ajv2020().compile<Report>(reportSchema.json);

/** What was read for a report: the report, or what is wrong with it in a few words. */
export type CheckedReport = { readonly report: Report } | { readonly problem: string };

/** Checks that a text is a report in JSON, whoever wrote it: each member is there, of its type, and no others are. */
export function checkReport(text: string): CheckedReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `no JSON: ${plainText((error as Error).message)}` };
  }
  return isReport(value) ? { report: value } : { problem: describe(isReport.errors?.[0]) };
}

function describe(error: ErrorObject | undefined): string {
  if (error === undefined) return 'no report';
  const { instancePath, message, params } = error;
  const [detail] = Object.values(params as Record<string, unknown>);
  const named = error.keyword === 'required' || error.keyword === 'type' ? '' : ` (${JSON.stringify(detail)})`;
  return plainText(`${instancePath === '' ? 'the whole' : instancePath} ${message ?? 'is wrong'}${named}`);
}
