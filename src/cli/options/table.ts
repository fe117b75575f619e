import { laneOptions } from './lane-options.ts';
import type { CommandName, OptionRow } from './option.ts';
import { reportOptions } from './report-options.ts';
import { sessionOptions } from './session-options.ts';
import { workOptions } from './work-options.ts';

/** Every option of the command line, in the order in which the help has them. */
export const optionTable: readonly OptionRow[] = [...laneOptions, ...workOptions, ...sessionOptions, ...reportOptions];

/** The options of a command. */
export function optionsOf(command: CommandName): OptionRow[] {
  return optionTable.filter(({ commands }) => commands.includes(command));
}

/** The commands that have an option of that name. */
export function commandsWith(name: string): CommandName[] {
  return [...new Set(optionTable.filter((row) => row.name === name).flatMap(({ commands }) => commands))];
}
