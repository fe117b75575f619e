import type { Command } from 'commander';
import type { Scenario } from '../../tasks/workload.ts';
import type { ReportOptions, SessionOptions } from '../options/given.ts';
import { commandOf } from './command.ts';

/** `lanes list`: what there is to run. */
export function listCommand(scenarios: readonly Scenario[]): Command {
  return commandOf<ReportOptions & Pick<SessionOptions, 'node' | 'python'>>({
    name: 'list',
    description: 'list scenarios and models',
    words: [],
    run: async ({ options }) => {
      const { listing } = await import('../listing.ts');
      const { writeReport } = await import('../files/write-report.ts');
      const text = await listing(scenarios, options.format === 'json', options);
      process.exitCode = (await writeReport(text, options, 0)).exitCode;
    },
  });
}
