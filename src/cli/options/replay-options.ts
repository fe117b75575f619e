import { type Command, Option } from 'commander';
import { speed } from '../values.ts';
import { option } from './option.ts';
import type { ReportOptions } from './report-options.ts';

/** How a replay is shown, as commander gives it. */
export interface ReplayOptions extends ReportOptions {
  readonly speed: number;
  readonly tui: boolean;
}

/** Adds how fast a log is played. */
export function addReplayOptions(command: Command): Command {
  return command
    .addOption(
      option('--speed <n|max>', 'how many times as fast as it was', (given) => speed('--speed', given)).default(1),
    )
    .addOption(new Option('--no-tui', 'no dashboard, even in a terminal'));
}
