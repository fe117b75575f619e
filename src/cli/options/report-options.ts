import type { Command } from 'commander';
import { destinationOf, isStdout } from '../destination.ts';
import { UsageError } from '../usage-error.ts';
import { outputFile, word } from '../values.ts';
import { option } from './option.ts';
import type { RunOptions } from './run-options.ts';

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
        isStdout(given) ? undefined : outputFile('--output', given),
      ),
    )
    .hook('preAction', (thisCommand) => checkFiles(thisCommand.opts()));
}

/** A report and a log in one file, or in what is beside the other's while it grows, would take each other's place. */
function checkFiles({ output, record }: Pick<ReportOptions & RunOptions, 'output' | 'record'>): void {
  if (output === undefined || record === undefined) return;
  const [report, log] = [output, record].map((file) => destinationOf(file).path);
  if (report !== log && `${report}.partial` !== log && report !== `${log}.partial`) return;
  throw new UsageError(
    `--record: got ${JSON.stringify(record)}; accepted: another file than --output ${JSON.stringify(output)} and what is kept beside it as .partial`,
  );
}
