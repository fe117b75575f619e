import type { Report } from './report.ts';

/** Turns a report into the text of one format, ending in a line break. */
export type Format = (report: Report) => string;
