import type { Command } from 'commander';
import { checkFiles } from '../files/files.ts';
import type { CompareOptions } from '../options/given.ts';
import { commandOf } from './command.ts';

/** `lanes compare`: two reports. */
export function compareCommand(): Command {
  return commandOf<CompareOptions>({
    name: 'compare',
    description: 'tell what became of the lanes of one report in another, within noise or not',
    words: [
      ['<base>', 'the report to compare with, as JSON'],
      ['<new>', 'the report to judge, as JSON'],
    ],
    run: async ({ words: [base = '', next = ''], options }) => {
      checkFiles(options, [base, next]);
      const { compareFiles } = await import('../compare-files.ts');
      const { writeReport } = await import('../files/write-report.ts');
      const { text, exitCode } = await compareFiles(base, next, options);
      process.exitCode = (await writeReport(text, options, exitCode)).exitCode;
    },
  });
}
