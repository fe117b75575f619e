import { wordedMs } from '../measure/worded-time.ts';
import type { ReportLane } from './report.ts';

/** A column of a table with a row a lane. */
export interface Column {
  readonly heading: string;
  readonly of: (lane: ReportLane) => string;
  /** Figures are kept to the right. */
  readonly figures: boolean;
}

/** Headings as short as a table of eighty columns needs them, or such as explain themselves. */
export type Wording = 'short' | 'long';

/** A heading and what it means. */
export type Term = readonly [term: string, meaning: string];

/** Terms in a line. */
export function termsText(terms: readonly Term[]): string {
  return terms.map(([term, meaning]) => `${term}: ${meaning}`).join('; ');
}

/** A time in a cell, which stays empty where the time is not known. */
export function timeCell(ms: number | undefined): string {
  return ms === undefined ? '' : wordedMs(ms);
}
