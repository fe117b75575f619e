import type { Command } from 'commander';
import { outputFile, word } from '../values.ts';
import { option } from './option.ts';

/** Where a report goes, and how it is written. */
export interface ReportOptions {
  readonly format: string;
  readonly output?: string;
}

/** Adds where a report goes. */
export function addReportOptions(command: Command, formats: readonly string[]): Command {
  return command
    .addOption(
      option('--format <name>', `form of the report: ${formats.join(', ')}`, (given) =>
        word('--format', given, formats),
      ).default('table'),
    )
    .addOption(
      option('--output <file>', 'write the report there instead of to stdout', (given) =>
        outputFile('--output', given),
      ),
    );
}
