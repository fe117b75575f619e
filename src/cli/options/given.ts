import type { RuntimeChoice } from '../../engine/runtimes/runtimes.ts';
import type { Json } from '../../tasks/task.ts';

/** What a user's file is run with. */
export interface OwnWorkOptions {
  readonly export?: string;
  readonly input?: Json[];
  readonly inputs?: string;
  readonly inputFiles?: string;
  readonly inputRange?: number[];
}

/** What the options of a session were given as. */
export interface SessionOptions extends OwnWorkOptions {
  readonly models?: string[];
  readonly runtime?: RuntimeChoice;
  readonly node?: string[];
  readonly python?: string[];
  readonly tasks?: number;
  readonly size?: number | 'article';
  readonly delay?: number;
  readonly switchInterval?: number;
  readonly libuvThreads?: number;
  readonly rounds?: number;
  readonly warmUp?: number;
  readonly seed: number;
  readonly timeout?: number;
  readonly url?: string[];
  readonly record?: string;
}

/** Those of lanes that run as they are named. */
export interface RunOptions extends SessionOptions {
  readonly workers?: number;
  readonly live?: number;
  readonly together?: true;
  readonly inTurn?: true;
  readonly tui: boolean;
}

/** Where a report goes, and how it is written. */
export interface ReportOptions {
  readonly format: string;
  readonly output?: string;
}

/** Those of a sweep. */
export interface SweepOptions extends SessionOptions, ReportOptions {
  /** The numbers of workers to measure, not the size of the pools. */
  readonly workers?: readonly number[];
}

/** Those of a decision. */
export interface DecideOptions extends SessionOptions, ReportOptions {
  readonly workers?: number;
  readonly live?: number;
  /** ms. */
  readonly budget: number;
  readonly why?: true;
  readonly code?: true;
  /** A file for the program. */
  readonly write?: string;
  /** What makes the pool in it, instead of the program itself. */
  readonly library?: 'piscina';
}

/** How a replay is shown. */
export interface ReplayOptions extends ReportOptions {
  readonly speed?: number;
  readonly tui: boolean;
}

/** What two reports are compared by. */
export interface CompareOptions extends ReportOptions {
  /** A share. */
  readonly tolerance: number;
  readonly models?: string[];
  readonly across?: true;
  readonly strict?: true;
}
