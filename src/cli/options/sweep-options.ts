import type { Command } from 'commander';
import { fewestRounds } from '../../engine/measure/statistics/comparison.ts';
import { workerNumbers } from '../values.ts';
import { option } from './option.ts';
import type { ReportOptions } from './report-options.ts';
import { addSessionOptions, type RunOptions } from './run-options.ts';

/** The options of `lanes sweep`, as commander gives them. */
export interface SweepOptions extends Omit<RunOptions, 'workers' | 'together' | 'inTurn' | 'tui'>, ReportOptions {
  /** The numbers of workers to measure, not the size of the pools. */
  readonly workers?: readonly number[];
}

/** How many rounds a sweep has where nobody says otherwise: enough to infer something from. */
export const sweepRounds = fewestRounds;

/** Adds what `lanes sweep` accepts. */
export function addSweepOptions(command: Command): Command {
  return addSessionOptions(command, sweepRounds).addOption(
    option(
      '--workers <range>',
      'numbers of workers to measure, such as 1..8 or 1,2,4 or 1..8,16 (default: 1 to twice the usable cores)',
      (given) => workerNumbers('--workers', given),
    ),
  );
}
