import type { Command } from 'commander';
import { commandOf } from './command.ts';

/** `lanes init`: a file to start from. */
export function initCommand(): Command {
  return commandOf({
    name: 'init',
    description: 'write an example of a task of your own, to start from',
    words: [['<file>', 'the file to make: .ts, .mts, .js, .mjs or .py']],
    run: async ({ words: [file = ''] }) => {
      const { initFile } = await import('../init/init-file.ts');
      const { writeReport } = await import('../files/write-report.ts');
      process.exitCode = (await writeReport(initFile(file), { format: 'table' }, 0)).exitCode;
    },
  });
}
