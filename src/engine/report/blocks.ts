import type { Align } from '../text/table.ts';
import type { ReportLane } from './report.ts';

/**
 * A piece of what a report, a sweep or a comparison says. Each says its blocks once; a renderer
 * turns them into the text of its medium, and leaves out what it has no way to show. The texts in
 * them are as they came, from tasks and files too: making them harmless is the renderer's part.
 */
export type Block =
  | Title
  | Section
  | Table
  | Plot
  /** Sentences, one an item. */
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Short lines, which are never broken. */
  | { readonly kind: 'facts'; readonly items: readonly string[] }
  /** What it came to in a sentence, then what that rests on. */
  | { readonly kind: 'conclusion'; readonly items: readonly string[] }
  /** What is said of something under its name. */
  | { readonly kind: 'remarks'; readonly remarks: readonly Remark[] }
  | { readonly kind: 'warnings'; readonly items: readonly string[] }
  /** What the headings of the block before it mean. */
  | { readonly kind: 'terms'; readonly terms: readonly Term[] }
  /** An aside, for a page alone. */
  | { readonly kind: 'note'; readonly text: string }
  /** What one has to ask for, where the medium can hide it. */
  | { readonly kind: 'details'; readonly summary: string; readonly blocks: readonly Block[] }
  /** Pictures of lanes, for a page alone: their last runs, or where their time went. */
  | { readonly kind: 'timelines' | 'breakdowns'; readonly lanes: readonly ReportLane[] };

/** What all of it is called, and the facts that stand right below. */
interface Title {
  readonly kind: 'title';
  readonly text: string;
  readonly facts: readonly string[];
}

/** Blocks that belong together, under a heading where the medium has one for them. */
export interface Section {
  readonly kind: 'section';
  /** For a medium that gives each its looks. */
  readonly name: string;
  readonly heading?: string;
  readonly blocks: readonly Block[];
}

/** Rows of cells under their headings. */
export interface Table {
  readonly kind: 'table';
  /** What it shows, for who cannot see where it stands. */
  readonly label: string;
  readonly columns: readonly Heading[];
  readonly rows: readonly (readonly string[])[];
}

/** What is known of a column without its cells. */
export interface Heading {
  /** A line break is where a narrow medium may break it. */
  readonly heading: string;
  /** What its figures are, below its heading. */
  readonly unit?: string;
  readonly align: Align;
  /** What becomes of it in a table that is too wide: it is left out, the rightmost first, or its words go on in the next line. */
  readonly ifTight?: 'left-out' | 'wrapped';
}

/** A column of a table: its heading, and its cell in each row. */
export interface Column<Row> extends Heading {
  readonly of: (row: Row) => string;
}

/** Measured points over curves, with what each stands for. */
export interface Plot {
  readonly kind: 'plot';
  /** What its points are, such as `speed-up by number of workers`. */
  readonly title: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** In the order in which they are drawn. */
  readonly curves: readonly Curve[];
  /** The text of a value at the left. */
  readonly label: (y: number) => string;
}

interface Curve {
  readonly name: string;
  /** The character that it is drawn with where there are no lines. */
  readonly mark: string;
  readonly at: (x: number) => number;
}

/** What is said of a lane, or of anything else that has a name. */
export interface Remark {
  readonly about: string;
  readonly text: string;
}

/** A heading and what it means. */
export type Term = readonly [term: string, meaning: string];

/** A table of rows, as its columns show them. */
export function tableOf<Row>(label: string, columns: readonly Column<Row>[], rows: readonly Row[]): Table {
  const cells = rows.map((row) => columns.map(({ of }) => of(row)));
  return { kind: 'table', label, columns, rows: cells };
}

/** Terms in a line. */
export function termsText(terms: readonly Term[]): string {
  return terms.map(([term, meaning]) => `${term}: ${meaning}`).join('; ');
}
