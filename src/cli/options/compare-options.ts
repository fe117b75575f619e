import { type Command, Option } from 'commander';
import { percentage } from '../values.ts';
import { option } from './option.ts';

const defaultTolerance = 0.1;

/** The options of `lanes compare`, as commander gives them. */
export interface CompareOptions {
  /** A share. */
  readonly tolerance: number;
  readonly models?: string[];
  readonly across?: true;
  readonly format: string;
}

/** Adds what `lanes compare` accepts. */
export function addCompareOptions(command: Command): Command {
  return command
    .addOption(
      option('--models <list>', 'lanes that count, parted by commas (default: all that both reports have)', (given) => [
        ...new Set(given.split(',').map((name) => name.trim())),
      ]),
    )
    .addOption(
      option('--tolerance <percent>', 'by how much a lane may get slower', (given) =>
        percentage('--tolerance', given),
      ).default(defaultTolerance, '10'),
    )
    .addOption(new Option('--across', 'compare other machines, versions or parameters all the same'));
}
