import type { Format } from './format.ts';

/** The whole report as JSON. */
export const json: Format = (report) => `${JSON.stringify(report, undefined, 2)}\n`;
