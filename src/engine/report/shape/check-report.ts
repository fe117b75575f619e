import { checked } from '../../shape/checked.ts';
import { ShapeError } from '../../shape/shape-error.ts';
import { plainText } from '../../text/plain.ts';
import type { Report } from '../report.ts';
import { reportShape } from './report-shape.ts';

/** Checks that a text is a report in JSON, whoever wrote it. Throws a {@link ShapeError}. */
export function checkReport(text: string): Report {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ShapeError(`not JSON: ${plainText((error as Error).message)}`);
  }
  return checked(reportShape, value);
}
