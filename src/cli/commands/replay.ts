import type { Command } from 'commander';
import { checkFiles } from '../files/files.ts';
import type { ReplayOptions } from '../options/given.ts';
import { hasScreen } from '../sessions/screen.ts';
import { UsageError } from '../usage-error.ts';
import { commandOf } from './command.ts';

/** `lanes replay`: a log in the dashboard, or its report. */
export function replayCommand(): Command {
  return commandOf<ReplayOptions>({
    name: 'replay',
    description: 'play a recorded session, in the dashboard or without it',
    words: [['<log>', 'a file that --record wrote']],
    run: async ({ words: [file = ''], options, given }) => {
      const asReport = given.find(({ name }) => ['--format', '--output', '--no-tui'].includes(name));
      if (asReport !== undefined && options.speed !== undefined)
        throw new UsageError(`--speed: means nothing with ${asReport.name}; a report is made at once`);
      checkFiles(options, [file]);
      const { playInDashboard, playToReport } = await import('../sessions/play-log.ts');
      const play = hasScreen(options) && asReport === undefined ? playInDashboard : playToReport;
      process.exit(await play(file, options));
    },
  });
}
